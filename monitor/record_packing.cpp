#include "monitor/record_packing.h"

#include <zstd.h>

#include <new>
#include <stdexcept>

#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/decompressor.h"

namespace gazetted::monitor {
namespace {

/// How a record was compressed; plain_form is none of them.
enum Form : char {
  first_words_only = 1,
  all_words = 2,
  a_sample = 3,
  block_by_words = 4,  // a frame of one block, without its head
  block_by_sample = 5,
};

/// What records are likely to say: what is likeliest stands last, where it is nearest. Those of schema 3.
constexpr std::string_view first_words =
    // events
    R"({"specversion":"1.0","id":"","source":"/sources/","type":"cn.gazetted.policy.amended","subject":"p)"
    R"(","time":"2026-01-01T00:00:00Z","datacontenttype":"application/json","sequence":"00000000000000000)"
    R"(","data":{"policy":{"id":"p","kind":"policy","title":"","issuers":[""],"doc_number":"","index_number":null,)"
    R"("genre":null,"region":null,"subjects":[],"keywords":[],"signed_on":"202","published":"202","effective":null,)"
    R"("expires":null,"validity":null,"is_draft":false,"cites":[],"attachments":[],"language":"zh","url":"http)"
    R"(policy.baseline/policy.published/policy.republished/policy.withdrawn/policy.restored/policy.related/)"
    // what the schedule, the judge and the reader say
    "gonelrelocatedunreadablefailedtruncatedemptyshrunkall_overmaintenanceloginblockedunsettled"
    "found on httpsaw nothing news edits a day looks a day expected changes in visits in a row"
    "article: body by rule title from heading metadata block:  pairs list:  items by structure pager: "
    "counted in the "
    "address; as it was a moment ago: to be sent again in full; it differs: looked at again at once; "
    "issuers: titledoc_number: headsigned_on: signaturepublished: metaunchangedgood"
    // validators, addresses
    "text/html; charset=utf-8text/html; charset=GBKapplication/pdfapplication/json"
    "Mon, Tue, Wed, Thu, Fri, Sat, Sun, 01 Jan 2026 Feb 2025 Mar 2024 Apr May Jun Jul Aug Sep Oct Nov Dec "
    "00:00:00 GMT"
    "/zwgk/zfxxgk/fdzdgknr/zcfg/xzgfxwj/zcjd/tzgg/col/col/art/content/post_/202601/t20260101_/"
    "index.html.shtml.htm"
    "https://www.gov.cn/zhengce/zhengceku/http://www..gov.cn/"
    // titles, issuers, numbers
    "自治区自治州自治县人民代表大会常务委员会发展和改革委员会财政部教育部人力资源和社会保障部工业和信息化部"
    "住房和城乡建设部自然资源生态环境部交通运输部农业农村部卫生健康委员会市场监督管理总局国家税务总局应急管理"
    "厅局"
    "关于公开征求《》意见的公告关于加强关于做好关于调整关于废止和修改关于进一步促进工作的通知的意见的批复的决"
    "定"
    "实施细则实施办法管理规定管理条例实施方案行动计划若干措施暂行办法试行征求意见稿解读有效废止失效"
    "国务院办公厅关于省人民政府办公厅关于转发市人民政府办公室关于印发管理办法的通知"
    "国发国办发政发政办发〔2024〕〔2025〕〔2026〕1号"
    "learned:draft:number:title:statement:";

constexpr std::string_view further_words =
    "the server asked to come back after gone, check failure doubted in a row: looked at again in "
    "configured: "
    "every "
    "learned: 0. news a day, by then edits a day, by then 0. expected that will have waited 1 minutes in "
    "all; "
    "1. times as busy as on the mean";

/// Shorter ones gain nothing.
constexpr std::size_t shortest = 48;
constexpr std::uint64_t largest = 1ULL << 28U;
constexpr std::size_t largest_block = 128U << 10U;  // RFC 8878, 3.1.1.2.4
/// Of zstd: higher ones take two and three times as long for a fiftieth less.
constexpr int level = -1;
/// Five bytes are the least that this level looks for; a number that is said twice is mostly shorter.
constexpr int shortest_match = 4;
constexpr std::string_view magic = "\x28\xb5\x2f\xfd";  // RFC 8878, 3.1.1

/// The words a record of that form was compressed against.
std::string_view words_of(char form) {
  static const std::string all = std::string(first_words).append(further_words);
  switch (form) {
    case first_words_only: return first_words;
    case all_words:
    case block_by_words: return all;
    default: throw Damaged("a record is of an unknown form");
  }
}

void put_little_endian(std::string& out, std::uint64_t number, int bytes) {
  for (; bytes > 0; --bytes, number >>= 8U) out += static_cast<char>(number);
}

/// What stands before the content of the only block of a frame (RFC 8878, 3.1.1.1 and 3.1.1.2).
std::string head_of_frame(std::uint64_t content_size, std::uint64_t block_size) {
  constexpr std::uint64_t two_bytes_from = 256, four_bytes_from = 65'536 + 256;
  constexpr unsigned single_segment = 1U << 5U, last_block = 1, compressed = 2U << 1U;
  std::string head(magic);
  const unsigned size_flag = content_size < two_bytes_from ? 0 : content_size < four_bytes_from ? 1 : 2;
  put_little_endian(head, size_flag << 6U | single_segment, 1);
  put_little_endian(head, size_flag == 1 ? content_size - two_bytes_from : content_size, 1 << size_flag);
  put_little_endian(head, last_block | compressed | block_size << 3U, 3);
  return head;
}

/// The content of the only block of a frame; nothing where the head of its frame does not say just that.
std::optional<std::string_view> only_block(std::string_view frame, std::uint64_t content_size) {
  const auto head_size = head_of_frame(content_size, 0).size();
  if (frame.size() < head_size || !frame.starts_with(head_of_frame(content_size, frame.size() - head_size)))
    return std::nullopt;
  return frame.substr(head_size);
}

/// A sample's name is a number of four bytes, big-endian.
std::uint64_t number_of(std::string_view name) {
  std::uint64_t number = 0;
  for (const char byte : name) number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}
std::string name_of(std::uint64_t number) {
  std::string name(sample_name_size, '\0');
  for (auto byte = name.rbegin(); byte != name.rend(); ++byte, number >>= 8U)
    *byte = static_cast<char>(number);
  if (number != 0) throw Damaged("a record names no sample");
  return name;
}
std::string take_name(std::string_view& packed) {
  if (packed.size() < sample_name_size) throw Damaged("a record is cut short");
  std::string name(packed.substr(0, sample_name_size));
  packed.remove_prefix(sample_name_size);
  return name;
}

/// What a packed record begins with; of one in the plain form that is a part of it.
struct Head {
  char form = plain_form;
  std::optional<std::string> sample{};
};
Head take_head(std::string_view& packed) {
  if (packed.empty()) throw Damaged("a record has no form");
  Head head{packed.front()};
  if (head.form == plain_form) return head;
  packed.remove_prefix(1);
  if (head.form == block_by_sample) head.sample = name_of(take_number(packed));
  if (head.form == a_sample) head.sample = take_name(packed);
  return head;
}

std::size_t checked(std::size_t code) {
  if (ZSTD_isError(code) != 0) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(code));
  return code;
}

}  // namespace

void RecordPacker::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

RecordPacker::RecordPacker() = default;
RecordPacker::~RecordPacker() = default;
RecordPacker::RecordPacker(RecordPacker&&) noexcept = default;
RecordPacker& RecordPacker::operator=(RecordPacker&&) noexcept = default;

std::string RecordPacker::pack(std::string encoded, const std::optional<Sample>& sample) {
  if (encoded.size() < shortest || encoded.size() > largest) return encoded;
  if (!context_) {
    context_.reset(ZSTD_createCCtx());
    if (!context_) throw std::bad_alloc();
    checked(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level));
    checked(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_minMatch, shortest_match));
  }
  const auto prefix = sample ? sample->record : words_of(all_words);
  checked(ZSTD_CCtx_refPrefix(context_.get(), prefix.data(), prefix.size()));
  std::string frame(ZSTD_compressBound(encoded.size()), '\0');
  frame.resize(
      checked(ZSTD_compress2(context_.get(), frame.data(), frame.size(), encoded.data(), encoded.size())));
  std::string packed;
  if (const auto block = only_block(frame, encoded.size())) {
    packed += static_cast<char>(sample ? block_by_sample : block_by_words);
    if (sample) put_number(packed, number_of(sample->name));
    put_number(packed, encoded.size());
    packed += *block;
  } else {
    packed += static_cast<char>(sample ? a_sample : all_words);
    if (sample) packed += sample->name;
    packed.append(frame, magic.size());
  }
  return packed.size() < encoded.size() ? packed : encoded;
}

std::optional<std::string> sample_of(std::string_view packed) { return take_head(packed).sample; }

std::string unpack_record(std::string_view packed, const Samples& samples) {
  const auto [form, name] = take_head(packed);
  if (form == plain_form) return std::string(packed);
  const bool is_block = form == block_by_words || form == block_by_sample;
  std::string_view prefix;
  if (name) {
    const auto sample = samples(*name);
    if (!sample) throw Damaged("the sample that a record was packed against is missing");
    prefix = *sample;
  } else {
    prefix = words_of(form);
  }
  std::string frame(magic);
  if (is_block) {
    const auto content_size = take_number(packed);
    if (content_size > largest || packed.size() > largest_block) throw Damaged("a record is too large");
    frame = head_of_frame(content_size, packed.size());
  }
  frame.append(packed);
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest)
    throw Damaged("a record is no zstd frame of a sound size");
  std::string encoded(size, '\0');
  auto* const context = decompressor();
  checked(ZSTD_DCtx_refPrefix(context, prefix.data(), prefix.size()));
  const auto written =
      ZSTD_decompressDCtx(context, encoded.data(), encoded.size(), frame.data(), frame.size());
  if (ZSTD_isError(written) != 0 || written != size)
    throw Damaged(std::string("a record cannot be unpacked: ") + ZSTD_getErrorName(written));
  return encoded;
}

}  // namespace gazetted::monitor
