/** Ways in which leaders announce an activity, and talk of leaders that publishes nothing. */
import { all, type Wording, w } from './reader.ts';

export const wordings: readonly Wording[] = [
  w('周三下午3点到5点，二层活动室教老人用手机挂号，招3名志愿者', 'publish', 'direct leader', {
    title: '教老人用手机挂号',
    venue: '二层活动室',
    seats: 3,
    time: '15:00',
  }),
  w('发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人', 'publish', 'direct leader', {
    title: '垃圾分类桶前值守',
    venue: '3号楼前',
    seats: 4,
    time: '09:00',
  }),
  w('周四早上8点到9点半，北门共享单车摆放整理，5个人', 'publish', 'direct leader', {
    title: '共享单车摆放整理',
    venue: '北门',
    seats: 5,
  }),
  w('明天下午两点到四点，社区医院义诊，需要3名志愿者维持秩序，地点一层大厅', 'publish', 'direct leader', {
    venue: '一层大厅',
    seats: 3,
    time: '14:00',
  }),
  w('周五晚上7点到8点半 小广场放电影 要6个人 6点半东门集合', 'publish', 'direct leader', {
    seats: 6,
    meetingPoint: '东门',
  }),
  w('周日跳蚤市场，小广场，上午3人、下午2人', 'publish', 'direct leader', { seats: 5, venue: '小广场' }),
  w(
    '两件事：周二下午3点到4点半，社区食堂包汤圆，6个人；周三上午9点到11点，自行车棚清僵尸车，4个人，北门集合',
    ['publish', 'publish'],
    'direct leader',
  ),
  w('12月5日上午9点到11点，楼道堆物清理，5号楼，4个人', 'publish', 'direct leader', {
    title: '楼道堆物清理',
    seats: 4,
  }),
  w('周四晚上七点请派出所民警来讲防诈骗，活动室，八点半散，需要志愿者签到引导', 'publish', 'direct leader', {
    venue: '活动室',
    title: '防诈骗讲座',
  }),
  ...all('publish', 'direct leader', [
    '发活动',
    '发布活动',
    '新建一个活动',
    '帮我发个活动 周六上午9点 义剪 10人',
    '周六上午九点，公园捡垃圾，十个人，自带手套',
    '下周一早上7点半到8点半 学校门口护学岗 4人',
    '招募：周日下午2点到4点 图书室整理图书 3名志愿者',
    '我们要组织一次敬老院慰问，周六下午2点，8个人',
    '明早8点到10点铲雪，各楼门口，要20人',
    '12月1日起每周六上午9点到11点 垃圾分类值守 每次2人',
  ]),
  ...all('publish', 'leader', [
    '刚接到通知，今天下午4点到5点西门口堵车疏导，急要3个人，能来的扣1',
    '明天早上9点到11点社区大扫除，需要10名志愿者，有空的报名',
    '紧急招募5名志愿者，今晚7点到9点门岗值守',
  ]),
  w('不限人数', 'publish', 'direct leader ask:capacity:publish'),
  w('5个人', 'publish', 'direct leader ask:capacity:publish', { seats: 5 }),
  w('上午九点到十一点', 'publish', 'direct leader ask:time:publish', { time: '09:00', durationMin: 120 }),
  w('活动室', 'publish', 'direct leader ask:place:publish', { venue: '活动室' }),
  w('重阳节慰问', 'publish', 'direct leader ask:title:publish', { title: '重阳节慰问' }),
  ...all('chatter', 'leader', [
    '明天上午9点开会',
    '周六下午3点物业来检修电梯',
    '今天下午2点到4点停水',
    '周三的活动办得不错',
    '昨天来了20个人',
    '下午3点记得来领物资',
    '3号楼明天9点到11点停电',
  ]),
  ...all('chatter', '', ['周六下午3点我家聚会 来5个人', '明天9点开会', '我要发布一个重要消息']),
];
