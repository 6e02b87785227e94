#include "app/change_view.h"

namespace gazetted::app {
namespace {

using monitor::Hunk;
using monitor::Span;

std::string joined(const std::vector<std::string>& places) {
  std::string all;
  for (const auto& place : places) all += (all.empty() ? "" : "、") + place;
  return all;
}

/// What happened at the place: 新增, 由第三章 第七条移来. What was split or merged says its place.
std::string what_happened(const Hunk& hunk) {
  switch (hunk.op) {
    case Hunk::Op::insert: return "新增";
    case Hunk::Op::erase: return "删去";
    case Hunk::Op::replace:
      return hunk.from.empty()       ? "修改"
             : hunk.from.size() == 1 ? "拆分"
             : hunk.to.size() == 1   ? "合并"
                                     : "重新组合";
    case Hunk::Op::renumber: return "序号变动";
    case Hunk::Op::move: return "由" + (hunk.from.empty() ? "他处" : joined(hunk.from)) + "移来";
  }
  return "";
}

std::string field_line(const monitor::FieldChange& field) {
  return field.name + ": " + field.before.dump() + " → " + field.after.dump();
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\n': escaped += "<br>"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

class TextView {
 public:
  explicit TextView(Marks marks) : marks_(marks) {}

  [[nodiscard]] std::string hunk(const Hunk& hunk) const {
    std::string text =
        in_colour(hunk.where.empty() ? "—" : hunk.where, "1") + "〔" + what_happened(hunk) + "〕\n";
    if (hunk.op == Hunk::Op::renumber) return text + hunk.before + " → " + hunk.after + "\n\n";
    for (const Span& span : hunk.spans) text += marked(span);
    return text + "\n\n";
  }

 private:
  [[nodiscard]] std::string marked(const Span& span) const {
    if (span.op == Span::Op::equal) return span.text;
    const bool gone = span.op == Span::Op::erase;
    if (marks_ == Marks::colour) return in_colour(span.text, gone ? "31;9" : "32");
    return gone ? "[-" + span.text + "-]" : "{+" + span.text + "+}";
  }
  [[nodiscard]] std::string in_colour(const std::string& text, std::string_view code) const {
    if (marks_ != Marks::colour || text.empty()) return text;
    return "\x1b[" + std::string(code) + "m" + text + "\x1b[0m";
  }

  Marks marks_;
};

std::string hunk_html(const Hunk& hunk) {
  std::string html = "<section class=\"" + std::string(monitor::op_name(hunk.op)) + "\"><h3>" +
                     escape_html(hunk.where) + " <small>" + escape_html(what_happened(hunk)) +
                     "</small></h3><p>";
  for (const Span& span : hunk.spans) {
    const std::string_view tag = span.op == Span::Op::erase ? "del" : "ins";
    if (span.op == Span::Op::equal)
      html += escape_html(span.text);
    else
      html += '<' + std::string(tag) + '>' + escape_html(span.text) + "</" + std::string(tag) + '>';
  }
  return html + "</p></section>\n";
}

}  // namespace

std::string change_text(const monitor::Change& change, std::string_view title, Marks marks) {
  std::string text = std::string(title) + '\n' + change.summary + "\n\n";
  for (const auto& field : change.fields) text += field_line(field) + "\n\n";
  const TextView view(marks);
  for (const auto& hunk : change.hunks) text += view.hunk(hunk);
  return text;
}

std::string change_html(const monitor::Change& change, std::string_view title) {
  std::string html = "<article class=\"change " + std::string(change.significance) + "\"><h2>" +
                     escape_html(title) + "</h2>\n<p>" + escape_html(change.summary) + "</p>\n";
  for (const auto& field : change.fields) html += "<p>" + escape_html(field_line(field)) + "</p>\n";
  for (const auto& hunk : change.hunks) html += hunk_html(hunk);
  return html + "</article>\n";
}

}  // namespace gazetted::app
