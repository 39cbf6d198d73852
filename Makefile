# Depesje: the commands a person types. CMake does the work; each target first installs what is missing.
#
#   make run [FILE=article.txt]   the record of an article as a table
#   make test                     all tests; ends in "N passed, N failed"
#   make build                    the release program, build/depesje
#   make bench FILE=articles      speed and memory over your own articles
#   make check                    all lexicon and rule files
#   make format | lint | clean

FILE ?=
jobs := $(shell nproc 2>/dev/null || echo 2)
launcher := $(if $(shell command -v ccache 2>/dev/null),-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
sources = $(shell git ls-files -c -o --exclude-standard '*.h' '*.cpp')

.PHONY: run build gazetteer test bench check format format-check lint clean packages configure
.DEFAULT_GOAL := build

packages:
	@scripts/install_packages.sh run

configure: packages
	@cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DDEPESJE_DEVELOPER=ON $(launcher) > build.log 2>&1 || \
	  { cat build.log; exit 1; }
	@mv build.log build/configure.log

build: configure
	@cmake --build build --target depesje -j $(jobs)
	@$(MAKE) --no-print-directory gazetteer

# GeoNames compiled to build/places.index. Offline the program works without it, and both say so.
gazetteer: configure
	@cmake --build build --target depesje_build_places -j $(jobs)
	@scripts/install_packages.sh places && scripts/build_gazetteer.sh build || true

# The table alone on standard output, so that it can be piped.
run: configure
	@cmake --build build --target depesje -j $(jobs) >&2
	@$(MAKE) --no-print-directory gazetteer >&2
	@build/depesje read $(if $(FILE),"$(FILE)",examples/telefonsamtale.txt)

test:
	@scripts/install_packages.sh run test
	@$(MAKE) --no-print-directory configure
	@cmake --build build -j $(jobs)
	@scripts/run_tests.sh build

bench: configure
	@cmake --build build --target depesje_bench -j $(jobs) >&2
	@build/bench/depesje_bench $(if $(FILE),"$(FILE)",examples/telefonsamtale.txt)

check: build
	@build/depesje check

format:
	@scripts/install_packages.sh lint
	@clang-format-19 -i $(sources)

format-check:
	@scripts/install_packages.sh lint
	@clang-format-19 --dry-run --Werror $(sources)

lint: configure
	@scripts/install_packages.sh lint
	@scripts/lint.sh build

clean:
	@rm -rf build
