// SPDX-License-Identifier: Apache-2.0
#include "intake/sources.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/tsv.h"
#include "intake/article.h"

namespace depesje {
namespace {

namespace fs = std::filesystem;

void add_fault(std::vector<SourceFile>& files, const std::string& path, std::string what, std::string hint) {
  files.push_back({path, 0, Error{std::move(what), path, 0, 0, std::move(hint)}});
}

void add_file(std::vector<SourceFile>& files, const fs::path& path) {
  std::error_code code;
  const auto size = fs::file_size(path, code);
  files.push_back({path.string(), code ? 0 : static_cast<std::uint64_t>(size), std::nullopt});
}

void add_folder(std::vector<SourceFile>& files, const fs::path& folder) {
  std::vector<fs::path> open{folder};
  while (!open.empty()) {
    const fs::path at = std::move(open.back());
    open.pop_back();
    std::error_code code;
    if (fs::is_regular_file(at, code)) {
      add_file(files, at);
      continue;
    }
    std::vector<fs::path> inside;
    for (fs::directory_iterator entry(at, code), end; !code && entry != end; entry.increment(code)) {
      std::error_code unused;
      const bool link = entry->is_symlink(unused), folder_below = entry->is_directory(unused);
      if (entry->path().filename().string().starts_with('.') || (link && folder_below)) continue;
      if (folder_below || entry->is_regular_file(unused)) inside.push_back(entry->path());
    }
    if (code) add_fault(files, at.string(), "cannot be read: " + code.message(), "check the rights of the folder");
    std::ranges::sort(inside, std::greater<>());  // the first on top of the stack
    std::ranges::move(inside, std::back_inserter(open));
  }
}

void add_plain(std::vector<SourceFile>& files, const std::string& name) {
  std::error_code code;
  if (name == "-") {
    files.push_back({name, 0, std::nullopt});
  } else if (fs::is_directory(name, code)) {
    const std::size_t before = files.size();
    add_folder(files, name);
    if (files.size() == before) add_fault(files, name, "is an empty folder", "name files or a folder that has some");
  } else if (fs::exists(name, code)) {
    add_file(files, name);
  } else if (name.find_first_of("*?[") != std::string::npos) {
    glob_t found{};
    if (::glob(name.c_str(), 0, nullptr, &found) == 0) {
      for (std::size_t i = 0; i < found.gl_pathc; ++i) {
        const std::string match = found.gl_pathv[i];
        if (fs::is_directory(match, code)) add_folder(files, match);
        else add_file(files, match);
      }
    } else {
      add_fault(files, name, "matches no file", "check the pattern");
    }
    ::globfree(&found);
  } else {
    files.push_back({name, 0, std::nullopt});  // opening it tells why not
  }
}

}  // namespace

std::vector<SourceFile> files_of(const std::vector<std::string>& sources) {
  std::vector<SourceFile> files;
  for (const std::string& source : sources) {
    std::error_code code;
    if (source.size() < 2 || source[0] != '@' || fs::exists(source, code)) {
      add_plain(files, source);
      continue;
    }
    const auto list = read_file(source.substr(1));
    if (!list) {
      files.push_back({source, 0, list.error()});
      continue;
    }
    for (std::size_t begin = 0; begin < list->size();) {
      const auto end = std::min(list->find('\n', begin), list->size());
      const std::string_view line = trimmed(std::string_view(*list).substr(begin, end - begin));
      if (!line.empty() && line[0] != '#') add_plain(files, std::string(line));
      begin = end + 1;
    }
  }
  return files;
}

}  // namespace depesje
