/** Ways in which a unit's contact offers something, and what is no offer. */
import { all, type Wording, w } from './reader.ts';

export const wordings: readonly Wording[] = [
  w('我们店每天中午可以给10位老人送爱心餐', 'offer', 'direct unitContact', { title: '爱心餐', seats: 10 }),
  w('这次活动我们赞助20份汤圆', 'offer', 'direct unitContact', { title: '汤圆', seats: 20 }),
  w('店里捐五箱矿泉水给志愿者', 'offer', 'direct unitContact', { title: '矿泉水给志愿者', seats: 5 }),
  ...all('offer', 'direct unitContact', [
    '我们可以提供会议室，周末随便用',
    '免费理发券送30张，给80岁以上老人',
    '公司出10个人帮你们扫雪',
    '二楼场地可以借给社区用',
    '音响设备能给你们用一天',
  ]),
  ...all('chatter', 'unitContact', ['我们店今天半价', '送外卖的师傅到了', '今天给员工发了20份礼品']),
  ...all('chatter', '', ['我们店可以提供20份汤圆', '送你10张券']),
];
