import type { QuestionWhy } from '../sheet';
import { withoutInvisible } from './invisible';

/**
 * What in a sheet may mean that a license was used: by the name of a column, and by what stands in a cell, in English
 * and Chinese. It only makes a question, so it is generous: a wrong question costs a click, a missed one a license.
 */

type Mark = 'status' | 'mac' | 'time';

/** Full-width forms as plain ones, words of `camelCase` and `snake_case` apart, in small letters. */
export const wordsOf = (text: string): string[] =>
  withoutInvisible(text)
    .normalize('NFKC')
    .replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ')
    .toLowerCase()
    .match(/[a-z]+|[\u4e00-\u9fff]+/g) ?? [];

const statusNames = new Set(
  `status state stat stage step phase progress result outcome error err errors fault fail failed failure use used usage
  usable using consumed spent taken done finished complete completed ok pass passed flag mark marked check checked
  locked lock otp assign assigned assignee allocated allocation issued claimed claim activated activation active
  activate bind bound binding binded paired registered burn burned burnt burning flash flashed flashing written write
  wrote programmed authorized authorised authorization authorisation verified verify shipped sold delivered available
  availability free reserved device board machine unit sn serial imei dev devid deviceid module installed location site customer client
  user owner operator tester who by log message reason retry count times`
    .trim()
    .split(/\s+/),
);
const macNames = new Set(['mac', 'macaddr', 'macaddress', 'wifimac', 'blemac', 'btmac', 'bssid', 'address', 'addr']);
const timeNames = new Set(
  `time times ts timestamp stamp date dates datetime day when at on created updated modified changed year month utc
  clock`
    .trim()
    .split(/\s+/),
);

const chineseStatus =
  /工位|登记|备用|用了|有效|状态|狀態|状况|使用|已用|用过|用途|是否|可用|占用|烧|燒|写入|寫入|刷写|授权|激活|啟用|启用|绑定|綁定|配网|分配|领用|领取|發放|发放|结果|結果|步骤|步驟|阶段|进度|错误|錯誤|错|失败|失敗|故障|异常|完成|成功|通过|验证|校验|检|标记|标志|核销|出货|出库|发货|销售|客户|用户|操作|人员|负责人|设备|設備|板|机器|序列号|编号|模组|位置|原因|日志|次数/;
const chineseMac = /地址|物理|网卡/;
const chineseTime = /更新|创建|修改|时间|時間|日期|时刻|年月|时戳|日子|何时/;

/** Names under which Tuya and people number rows, name products or write to each other: what stands in them decides. */
const harmless =
  /^(?:no|nr|num|number|id|index|idx|row|seq|item|line|order|batch|lot|pid|product ?id|productid|product ?key|remarks?|notes?|comments?|序号|序號|编号|行号|订单|订单号|批次|批号|产品|产品id|pid|备注|備註|说明|型号|名称|产品名称)$/;

/** By the name of a column that is none of the known ones. */
export const markOfName = (name: string): Mark | undefined => {
  const words = wordsOf(name);
  const whole = words.join(' ');
  if (whole === 's n') return 'status';
  if (harmless.test(whole)) return undefined;
  const chinese = words.filter((word) => /[\u4e00-\u9fff]/.test(word)).join(' ');
  if (
    words.some((word) => macNames.has(word) || /^(?:wifi|wlan|ble|bt|eth|sta|ap)?mac(?:addr|address|id)?$/.test(word))
  )
    return 'mac';
  if (chineseMac.test(chinese)) return 'mac';
  if (chineseTime.test(chinese)) return 'time';
  if (words.some((word) => timeNames.has(word) || /(?:time|date|stamp)$/.test(word))) return 'time';
  if (chineseStatus.test(chinese) || words.some((word) => statusNames.has(word))) return 'status';
  return undefined;
};

const notUsed =
  /(?:\b(?:not|never|no|un)[ -]?|(?<!\p{L})non-?)(?:yet )?(?:used|spent|taken|activated|bound|flashed)\b|(?:尚未|没有|没|未|不|非)(?:被|曾)?(?:使用|用过?|激活|绑定|占用|烧录|写入|分配)/giu;
const used =
  /\b(?:used|using|in use|spent|consumed|taken|done|assigned|allocated|burn(?:ed|t)|flashed|written|activated|bound|binded|paired|shipped|sold|delivered|finished|completed?|reserved|locked|issued|broken|dead|invalid|void|expired|revoked|scrapped|duplicate|fail(?:ed|ure)?|ng|error|macread|authwritten|authverified|otplocked)\b|已|用过|用掉|用了|使用中|作废|作廢|报废|失效|无效|损坏|坏了|烧录|燒錄|写入|占用|激活|绑定|出货|发货|领用|领取|分配|完成|失败|异常|给(?![你您我])|借|寄|拿走|取走|号(?:板|机|设备)|\b(?:board|device|unit)\s*#?\d+|[√✓✔✗✘☑☒]/iu;
const macText =
  /(?<![\dA-Fa-f])(?:[\dA-Fa-f]{2}[:. -]){5}[\dA-Fa-f]{2}(?![\dA-Fa-f])|^[\dA-Fa-f]{12}$|^(?:[\dA-Fa-f]{4}\.){2}[\dA-Fa-f]{4}$/;
const timeText =
  /\b(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|\d{1,2}月\d{1,2}日|\b\d{1,2}[-/]\d{1,2}[-/]\d{2}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^1[5-9]\d{8}(?:\d{3})?$/i;

/** Cells are long only by mistake; what matters stands at their beginning. */
const looked = 500;

const plain = (text: string): string => withoutInvisible(text.slice(0, looked)).normalize('NFKC').trim();

/** A cell that is nothing but a tick. */
const tick = /^(?:x|v|y|ok|yes|true|是|有|用|对|好)$/i;

/** Whether a heading, a name or a line says, among other things, that something was used. */
export const saysUsed = (text: string): boolean => used.test(plain(text).replace(notUsed, ' '));

const fresh =
  /\b(?:new|free|fresh|unused|available|remaining|left|spare|blank)\b|剩余|空闲|可用|全新|新的|备用|未分配/iu;

/** A heading that takes back what one above it said. */
export const saysFree = (text: string): boolean =>
  !saysUsed(text) && (fresh.test(plain(text)) || plain(text).replace(notUsed, '') !== plain(text));

/** What a text outside the known columns looks like. */
export const markOfText = (text: string): Mark | undefined => {
  const whole = plain(text);
  if (macText.test(whole)) return 'mac';
  if (tick.test(whole) || saysUsed(whole)) return 'status';
  return timeText.test(whole) ? 'time' : undefined;
};

export const whyOf = (where: 'column' | 'words', mark: Mark): QuestionWhy => `${where}-${mark}`;
