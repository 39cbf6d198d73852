// SPDX-License-Identifier: Apache-2.0
//
// The recurrence of the encoder's layers (Simple Recurrent Unit, Lei et al. 2018), both directions at once, forward and
// backward, for training. Rows are words of many sentences laid end to end; offsets[s] … offsets[s + 1] is sentence s.
//   u [n, 2, 3, h]: candidate, forget gate, reset gate of each direction;  x [n, 2h]: skip input
//   f = σ(u1 + vf·c' + bf)   r = σ(u2 + vr·c' + br)   c = f·c' + (1 − f)·u0   y = r·c + (1 − r)·x
// Built by network.py: cc -O3 -march=native -ffast-math -fopenmp -shared -fPIC sru.c
#include <math.h>
#include <string.h>

static inline float sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }

void sru_forward(const float* u, const float* x, const float* v, const float* b, const int* offsets, int sentences, int h,
                 float* c, float* f, float* r, float* y) {
#pragma omp parallel for schedule(dynamic, 4)
  for (int job = 0; job < sentences * 2; ++job) {
    const int d = job & 1, first = offsets[job >> 1], last = offsets[(job >> 1) + 1];
    const float *vf = v + d * h, *vr = v + (2 + d) * h, *bf = b + d * h, *br = b + (2 + d) * h;
    float before[512];
    memset(before, 0, sizeof before);
    for (int step = 0; step < last - first; ++step) {
      const long t = d ? last - 1 - step : first + step;
      const float *ut = u + t * 6 * h + d * 3 * h, *xt = x + t * 2 * h + d * h;
      const long o = t * 2 * h + d * h;
      for (int i = 0; i < h; ++i) {
        const float ff = sigmoid(ut[h + i] + vf[i] * before[i] + bf[i]);
        const float rr = sigmoid(ut[2 * h + i] + vr[i] * before[i] + br[i]);
        const float cc = ff * before[i] + (1.0f - ff) * ut[i];
        f[o + i] = ff;
        r[o + i] = rr;
        c[o + i] = cc;
        y[o + i] = rr * cc + (1.0f - rr) * xt[i];
        before[i] = cc;
      }
    }
  }
}

void sru_backward(const float* u, const float* x, const float* v, const int* offsets, int sentences, int h, const float* c,
                  const float* f, const float* r, const float* dy, float* du, float* dx, float* dv, float* db) {
#pragma omp parallel
  {
    float gv[4 * 512], gb[4 * 512];
    memset(gv, 0, sizeof gv);
    memset(gb, 0, sizeof gb);
#pragma omp for schedule(dynamic, 4)
    for (int job = 0; job < sentences * 2; ++job) {
      const int d = job & 1, first = offsets[job >> 1], last = offsets[(job >> 1) + 1];
      const float *vf = v + d * h, *vr = v + (2 + d) * h;
      float *gvf = gv + d * h, *gvr = gv + (2 + d) * h, *gbf = gb + d * h, *gbr = gb + (2 + d) * h;
      float dc[512], zero[512];
      memset(dc, 0, sizeof dc);
      memset(zero, 0, sizeof zero);
      for (int step = last - first - 1; step >= 0; --step) {
        const long t = d ? last - 1 - step : first + step;
        const long o = t * 2 * h + d * h;
        const float* before = step == 0 ? zero : c + (d ? t + 1 : t - 1) * 2 * h + d * h;
        const float *ut = u + t * 6 * h + d * 3 * h, *xt = x + o;
        float* gu = du + t * 6 * h + d * 3 * h;
        for (int i = 0; i < h; ++i) {
          const float g = dy[o + i], rr = r[o + i], ff = f[o + i];
          dx[o + i] = g * (1.0f - rr);
          const float gc = dc[i] + g * rr;
          const float pr = g * (c[o + i] - xt[i]) * rr * (1.0f - rr);
          const float pf = gc * (before[i] - ut[i]) * ff * (1.0f - ff);
          gu[i] = gc * (1.0f - ff);
          gu[h + i] = pf;
          gu[2 * h + i] = pr;
          gvf[i] += pf * before[i];
          gvr[i] += pr * before[i];
          gbf[i] += pf;
          gbr[i] += pr;
          dc[i] = gc * ff + pf * vf[i] + pr * vr[i];
        }
      }
    }
#pragma omp critical
    for (int i = 0; i < 4 * h; ++i) {
      dv[i] += gv[i];
      db[i] += gb[i];
    }
  }
}
