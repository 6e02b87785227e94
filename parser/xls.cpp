#include "parser/xls.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "parser/cell_format.h"
#include "parser/compound_file.h"
#include "parser/sheet_rows.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// Numbers of records (2.3).
enum Record : std::uint32_t {
  formula = 0x06,
  end_of_stream = 0x0A,
  date_1904 = 0x22,
  file_pass = 0x2F,
  continuation = 0x3C,
  sheet = 0x85,
  many_rk = 0xBD,
  rich_string = 0xD6,
  extended_format = 0xE0,
  shared_strings = 0xFC,
  shared_label = 0xFD,
  number = 0x203,
  label = 0x204,
  boolean_or_error = 0x205,
  string_result = 0x207,
  rk = 0x27E,
  format = 0x41E,
  begin_of_stream = 0x809
};

/// The records of a stream, one at a time. A view of the stream, which must outlive it.
class Records {
 public:
  Records(std::string_view stream, std::size_t at) : stream_(stream), at_(std::min(at, stream.size())) {}

  /// False at the end, or where a record is cut off.
  bool next() {
    if (at_ + 4 > stream_.size()) return false;
    kind_ = little_endian(stream_, at_, 2);
    const std::size_t size = little_endian(stream_, at_ + 2, 2);
    data_ = stream_.substr(at_ + 4, size);
    at_ += 4 + size;
    return data_.size() == size;
  }
  [[nodiscard]] std::uint32_t kind() const { return kind_; }
  [[nodiscard]] std::string_view data() const { return data_; }

  /// The record's data and that of the Continue records behind it, which are passed.
  std::vector<std::string_view> with_continuations() {
    std::vector<std::string_view> pieces = {data_};
    while (at_ + 4 <= stream_.size() && little_endian(stream_, at_, 2) == Record::continuation && next())
      pieces.push_back(data_);
    return pieces;
  }

 private:
  std::string_view stream_, data_;
  std::size_t at_;
  std::uint32_t kind_ = 0;
};

/// Reads strings of a record that may go on in others (2.5.293 to 2.5.296).
class Strings {
 public:
  explicit Strings(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}

  void skip(std::size_t bytes) {
    while (bytes > 0 && !at_end()) {
      const std::size_t some = std::min(bytes, pieces_[piece_].size() - at_);
      at_ += some;
      bytes -= some;
    }
  }
  std::uint32_t integer(std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size && !at_end(); ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(pieces_[piece_][at_++])) << (8 * i);
    return value;
  }
  /// True also past empty pieces.
  [[nodiscard]] bool at_end() {
    while (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) {
      ++piece_;
      at_ = 0;
    }
    return piece_ >= pieces_.size();
  }

  /// A string with its length before it in `length_size` bytes.
  std::string text(std::size_t length_size) {
    const std::size_t length = integer(length_size);
    const std::uint32_t flags = integer(1);
    const std::size_t runs = (flags & 8U) != 0 ? integer(2) : 0;
    const std::size_t extended = (flags & 4U) != 0 ? integer(4) : 0;
    std::string out = characters(length, flags);
    skip(4 * runs + extended);
    return out;
  }

 private:
  /// Where characters go on in another record, its first byte says again how they are written.
  std::string characters(std::size_t count, std::uint32_t flags) {
    std::string out;
    char32_t lead = 0;
    for (; count > 0; --count) {
      const std::size_t piece = piece_;
      if (at_end()) break;
      if (piece != piece_) flags = integer(1);
      const char32_t unit = integer((flags & 1U) != 0 ? 2 : 1);
      if (unit >= 0xD800 && unit < 0xDC00) {
        lead = unit;
        continue;
      }
      const bool is_pair = lead != 0 && unit >= 0xDC00 && unit < 0xE000;
      append_utf8(out, is_pair ? 0x10000 + ((lead - 0xD800) << 10U) + (unit - 0xDC00) : unit);
      lead = 0;
    }
    return out;
  }

  std::vector<std::string_view> pieces_;
  std::size_t piece_ = 0, at_ = 0;
};

double double_at(std::string_view data, std::size_t at) {
  const std::uint64_t bits = little_endian(data, at, 4) | std::uint64_t{little_endian(data, at + 4, 4)}
                                                              << 32U;
  return std::bit_cast<double>(bits);
}

/// A number packed into 30 bits (2.5.217).
double rk_number(std::uint32_t packed) {
  const double value = (packed & 2U) != 0 ? static_cast<double>(static_cast<std::int32_t>(packed) >> 2)
                                          : std::bit_cast<double>(std::uint64_t{packed & ~3U} << 32U);
  return (packed & 1U) != 0 ? value / 100 : value;
}

std::string error_text(std::uint32_t code) {
  switch (code) {
    case 0x07: return "#DIV/0!";
    case 0x0F: return "#VALUE!";
    case 0x17: return "#REF!";
    case 0x1D: return "#NAME?";
    case 0x24: return "#NUM!";
    case 0x2A: return "#N/A";
    default: return {};
  }
}

struct SheetPlace {
  std::string name;
  std::size_t at = 0;
  bool is_hidden = false;
};

/// What stands before the sheets (2.1.7.20.3).
struct Globals {
  std::vector<std::string> strings;
  std::map<std::uint32_t, std::string> formats;
  std::vector<std::uint32_t> styles;  ///< the format of each
  std::vector<SheetPlace> sheets;
  Epoch epoch = Epoch::y1900;

  [[nodiscard]] std::string shown(double value, std::uint32_t style) const {
    const std::uint32_t id = style < styles.size() ? styles[style] : 0;
    const auto own = formats.find(id);
    return shown_number(
        value, own != formats.end() ? std::string_view(own->second) : builtin_format(static_cast<int>(id)),
        epoch);
  }
};

std::vector<std::string> shared_strings_of(std::vector<std::string_view> pieces) {
  Strings source(std::move(pieces));
  source.skip(8);  // how many
  std::vector<std::string> strings;
  while (!source.at_end()) strings.push_back(collapse_spaces(source.text(2)));
  return strings;
}

Result<Globals> read_globals(std::string_view stream) {
  Globals globals;
  Records records(stream, 0);
  if (!records.next() || records.kind() != Record::begin_of_stream)
    return failure(ErrorKind::malformed, "damaged XLS: it does not begin as a workbook");
  if (little_endian(records.data(), 0, 2) != 0x600)
    return failure(ErrorKind::unsupported, "an Excel file of before 1997");
  while (records.next() && records.kind() != Record::end_of_stream) {
    const auto data = records.data();
    switch (records.kind()) {
      case Record::file_pass:
        return failure(ErrorKind::unsupported, "the spreadsheet is encrypted: it asks for a password");
      case Record::date_1904:
        if (little_endian(data, 0, 2) == 1) globals.epoch = Epoch::y1904;
        break;
      case Record::format:
        globals.formats[little_endian(data, 0, 2)] =
            Strings({data.substr(std::min<std::size_t>(2, data.size()))}).text(2);
        break;
      case Record::extended_format: globals.styles.push_back(little_endian(data, 2, 2)); break;
      case Record::sheet:
        // Of charts, macros and modules there is nothing to read.
        if (data.size() > 6 && data[5] == 0)
          globals.sheets.push_back({Strings({data.substr(6)}).text(1), little_endian(data, 0, 4),
                                    (static_cast<unsigned char>(data[4]) & 3U) != 0});
        break;
      case Record::shared_strings: globals.strings = shared_strings_of(records.with_continuations()); break;
      default: break;
    }
  }
  return globals;
}

class SheetReader {
 public:
  SheetReader(const Globals& globals, std::string_view stream, std::size_t at)
      : globals_(globals), records_(stream, at) {}

  SheetRows read(SheetRows rows) {
    int depth = 0;  // a chart within a sheet is a stream of its own
    while (records_.next() && !rows.is_full()) {
      if (records_.kind() == Record::begin_of_stream) ++depth;
      if (records_.kind() == Record::end_of_stream && --depth <= 0) break;
      if (depth == 1) take(rows);
    }
    rows.end_row();
    return rows;
  }

 private:
  void take(SheetRows& rows) {
    const auto data = records_.data();
    const auto style = little_endian(data, 4, 2);
    switch (records_.kind()) {
      case Record::shared_label: {
        const auto index = little_endian(data, 6, 4);
        if (index < globals_.strings.size()) put(rows, globals_.strings[index]);
        break;
      }
      case Record::label:
      case Record::rich_string:
        put(rows, Strings({data.substr(std::min<std::size_t>(6, data.size()))}).text(2));
        break;
      case Record::number: put(rows, globals_.shown(double_at(data, 6), style)); break;
      case Record::rk: put(rows, globals_.shown(rk_number(little_endian(data, 6, 4)), style)); break;
      case Record::many_rk:
        for (std::size_t at = 4; at + 8 <= data.size(); at += 6)
          put(rows, globals_.shown(rk_number(little_endian(data, at + 2, 4)), little_endian(data, at, 2)),
              (at - 4) / 6);
        break;
      case Record::boolean_or_error:
        put(rows, boolean_or_error(little_endian(data, 6, 1), little_endian(data, 7, 1)));
        break;
      case Record::formula: put_result(rows, data, style); break;
      case Record::string_result:
        if (awaits_string_)
          rows.put(column_, collapse_spaces(Strings(records_.with_continuations()).text(2)));
        awaits_string_ = false;
        break;
      default: break;
    }
  }

  static std::string boolean_or_error(std::uint32_t value, std::uint32_t is_error) {
    return is_error != 0 ? error_text(value) : value == 1 ? "TRUE" : "FALSE";
  }

  /// A formula's last result (2.5.133).
  void put_result(SheetRows& rows, std::string_view data, std::uint32_t style) {
    awaits_string_ = false;
    if (little_endian(data, 12, 2) != 0xFFFF) return put(rows, globals_.shown(double_at(data, 6), style));
    switch (little_endian(data, 6, 1)) {
      case 0:
        put(rows, {});
        awaits_string_ = true;
        break;
      case 1: put(rows, boolean_or_error(little_endian(data, 8, 1), 0)); break;
      case 2: put(rows, boolean_or_error(little_endian(data, 8, 1), 1)); break;
      default: break;
    }
  }

  /// Into the record's own cell, or so many columns behind it.
  void put(SheetRows& rows, const std::string& text, std::size_t further = 0) {
    const auto row = little_endian(records_.data(), 0, 2);
    if (row != row_) rows.end_row();
    row_ = row;
    column_ = little_endian(records_.data(), 2, 2) + further;
    rows.put(column_, collapse_spaces(text));
  }

  const Globals& globals_;
  Records records_;
  std::uint32_t row_ = 0;
  std::size_t column_ = 0;
  bool awaits_string_ = false;
};

}  // namespace

Result<TextLines> read_xls(std::string_view bytes) {
  const auto file = CompoundFile::open(bytes);
  const auto stream = file ? file->read("Workbook") : std::nullopt;
  if (!stream) return failure(ErrorKind::malformed, "damaged XLS: it holds no workbook");
  const auto globals = read_globals(*stream);
  if (!globals) return tl::unexpected(globals.error());
  SheetCollector sheets;
  for (const SheetPlace& place : globals->sheets) {
    if (place.is_hidden)
      sheets.add_hidden();
    else
      sheets.add(place.name, SheetReader(*globals, *stream, place.at).read(sheets.begin()));
  }
  TextLines text = sheets.take();
  if (text.lines.empty()) return failure(ErrorKind::malformed, "damaged XLS: no cell in it holds anything");
  return text;
}

}  // namespace gazetted::parser
