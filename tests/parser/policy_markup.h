#pragma once
// The text of a policy in HTML, in the manners in which editors and word processors write it.

#include <string>
#include <string_view>

#include "tests/parser/policy.h"

namespace gazetted::testing_policies {

inline std::string escaped(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

inline std::string replaced(std::string words, std::string_view what, std::string_view with) {
  for (std::size_t at = words.find(what); at != std::string::npos; at = words.find(what, at + with.size()))
    words.replace(at, what.size(), with);
  return words;
}

/// Runs of ASCII and of all else in spans of their own, as Word saves them, quotes as entities.
inline std::string word_spans(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const bool ascii = static_cast<unsigned char>(words[at]) < 0x80;
    std::size_t to = at;
    while (to < words.size() && (static_cast<unsigned char>(words[to]) < 0x80) == ascii) ++to;
    out += ascii ? "<span lang=\"EN-US\" style=\"font-size:16.0pt\">"
                 : "<span style=\"font-family:仿宋_GB2312\">";
    out += escaped(words.substr(at, to - at)) + "</span>";
    at = to;
  }
  return replaced(replaced(out, "“", "&ldquo;"), "”", "&rdquo;");
}

enum class Manner {
  paragraphs,  ///< <p> with an indent of two full spaces
  word,        ///< MsoNormal, spans, <o:p>
  divisions,   ///< <div>, indents of &nbsp;, empty ones between
  breaks       ///< one block, lines ended by <br>
};

inline std::string table_html(const std::vector<Block>& rows, Manner manner) {
  std::string out = manner == Manner::word ? "<table class=\"MsoNormalTable\" border=1 cellspacing=0 "
                                             "style=\"border-collapse:collapse\">\n<tbody>"
                                           : "<table border=\"1\" width=\"100%\">\n<tbody>\n";
  for (const Block& each : rows) {
    out += "<tr>";
    for (const std::string& cell : each.cells)
      out += manner == Manner::word ? "<td width=112 valign=top><p class=MsoNormal align=center>" +
                                          word_spans(cell) + "<o:p></o:p></p></td>\n"
                                    : "<td>" + escaped(cell) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

inline std::string block_html(const Block& block, Manner manner) {
  const bool indented = block.kind == Block::Kind::text || block.kind == Block::Kind::bold;
  std::string words = manner == Manner::word ? word_spans(block.text) : escaped(block.text);
  if (block.kind == Block::Kind::bold) words = "<strong>" + words + "</strong>";
  const std::string_view align = block.kind == Block::Kind::centred ? "center"
                                 : block.kind == Block::Kind::right ? "right"
                                                                    : "justify";
  const std::string style = "text-align: " + std::string(align) + ";";
  switch (manner) {
    case Manner::paragraphs:
      return "<p style=\"" + style + "\">" + (indented ? "　　" : "") + words + "</p>\n";
    case Manner::word:
      return "<p class=\"MsoNormal\" style=\"" + style +
             (indented ? "text-indent:32.0pt;mso-char-indent-count:2.0" : "") + "\">" + words +
             "<span lang=EN-US><o:p></o:p></span></p>\n";
    case Manner::divisions:
      return "<div style=\"" + style + "\">" + (indented ? "&nbsp; &nbsp; " : "") + words +
             "</div>\n<div><br></div>\n";
    default: return (indented ? "　　" : "") + words + "<br />\n";
  }
}

/// The blocks one after another; rows side by side are one table.
inline std::string body_html(const std::vector<Block>& body, Manner manner) {
  std::string out;
  std::vector<Block> rows;
  const auto end_table = [&] {
    if (!rows.empty()) out += table_html(rows, manner);
    rows.clear();
  };
  for (const Block& block : body) {
    if (block.kind == Block::Kind::row) {
      rows.push_back(block);
      continue;
    }
    end_table();
    out += block_html(block, manner);
  }
  end_table();
  return out;
}

/// Title and number as many editors repeat them at the head of the text.
inline std::string heading_html(const Policy& policy, Manner manner) {
  std::string out;
  const bool order = policy.number_lines.size() > 1;
  if (!order) out += block_html(centred(policy.title), manner);
  for (const std::string& line : policy.number_lines) out += block_html(centred(line), manner);
  return out;
}

}  // namespace gazetted::testing_policies
