#include "monitor/record_packing.h"

#include <zstd.h>

#include <new>
#include <stdexcept>

#include "monitor/codec.h"
#include "monitor/damaged.h"
#include "monitor/decompressor.h"

namespace gazetted::monitor {
namespace {

constexpr char first_text = 1;

/// What records are likely to say: what is likeliest stands last, where it is nearest.
constexpr std::string_view words =
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

/// Shorter ones gain nothing.
constexpr std::size_t shortest = 48;
constexpr std::uint64_t largest = 1ULL << 28U;
/// Of zstd: higher ones take two and three times as long for a fiftieth less.
constexpr int level = -1;
constexpr std::string_view magic = "\x28\xb5\x2f\xfd";  // RFC 8878, 3.1.1

struct FreeDictionary {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

const ZSTD_CDict* to_pack_against() {
  static const std::unique_ptr<ZSTD_CDict, FreeDictionary> dictionary(
      ZSTD_createCDict(words.data(), words.size(), level));
  if (!dictionary) throw std::bad_alloc();
  return dictionary.get();
}

const ZSTD_DDict* to_unpack_against(char text) {
  if (text != first_text) throw Damaged("a record is of an unknown form");
  static const std::unique_ptr<ZSTD_DDict, FreeDictionary> dictionary(
      ZSTD_createDDict(words.data(), words.size()));
  if (!dictionary) throw std::bad_alloc();
  return dictionary.get();
}

}  // namespace

void RecordPacker::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

RecordPacker::RecordPacker() = default;
RecordPacker::~RecordPacker() = default;
RecordPacker::RecordPacker(RecordPacker&&) noexcept = default;
RecordPacker& RecordPacker::operator=(RecordPacker&&) noexcept = default;

std::string RecordPacker::pack(std::string encoded) {
  if (encoded.size() < shortest || encoded.size() > largest) return encoded;
  if (!context_) context_.reset(ZSTD_createCCtx());
  if (!context_) throw std::bad_alloc();
  std::string frame(ZSTD_compressBound(encoded.size()), '\0');
  const auto size = ZSTD_compress_usingCDict(context_.get(), frame.data(), frame.size(), encoded.data(),
                                             encoded.size(), to_pack_against());
  if (ZSTD_isError(size) != 0) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(size));
  if (size - magic.size() + 1 >= encoded.size()) return encoded;
  frame.resize(size);
  return first_text + frame.substr(magic.size());
}

std::string unpack_record(std::string_view packed) {
  if (packed.empty()) throw Damaged("a record has no form");
  if (packed.front() == plain_form) return std::string(packed);
  const auto* const dictionary = to_unpack_against(packed.front());
  const auto frame = std::string(magic).append(packed.substr(1));
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest)
    throw Damaged("a record is no zstd frame of a sound size");
  std::string encoded(size, '\0');
  const auto written = ZSTD_decompress_usingDDict(decompressor(), encoded.data(), encoded.size(),
                                                  frame.data(), frame.size(), dictionary);
  if (ZSTD_isError(written) != 0 || written != size)
    throw Damaged(std::string("a record cannot be unpacked: ") + ZSTD_getErrorName(written));
  return encoded;
}

}  // namespace gazetted::monitor
