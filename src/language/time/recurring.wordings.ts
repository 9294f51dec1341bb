import type { Wordings } from './wordings.ts';

const WORKDAYS = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';

export const recurringWordings: Wordings[] = [
  {
    name: 'again and again, said on a Monday morning',
    now: '2026-11-23T09:00',
    means: [
      [
        { start: '2026-11-28', recur: 'FREQ=WEEKLY;BYDAY=SA' },
        ['每周六', '每个周六', '每星期六', '每逢周六', '每礼拜六', '逢周六', '每个礼拜六', '每周的周六'],
      ],
      [
        { start: '2026-11-28T09:00', recur: 'FREQ=WEEKLY;BYDAY=SA' },
        ['每周六上午9点', '每个周六早上九点', '每逢周六9:00', '每星期六9点'],
      ],
      [
        { start: '2026-11-28T09:00', end: '2026-11-28T11:00', recur: 'FREQ=WEEKLY;BYDAY=SA' },
        ['每周六上午9点到11点', '每周六9:00-11:00', '每周六上午9点，两个小时'],
      ],
      [
        { start: '2026-11-23', recur: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
        ['每周一三五', '一三五', '每周一、三、五', '周一三五', '每周一、周三、周五', '每周一三五都有'],
      ],
      [{ start: '2026-11-24', recur: 'FREQ=WEEKLY;BYDAY=TU,TH,SA' }, ['二四六', '每周二四六', '每周二、四、六']],
      [{ start: '2026-11-24', recur: 'FREQ=WEEKLY;BYDAY=TU,TH' }, ['每周二和周四', '每周二四', '周二四', '每周二、四']],
      [
        { start: '2026-11-23', recur: WORKDAYS },
        ['每周一到周五', '工作日', '每个工作日', '每周一至周五', '每周一到五', '周一到周五每天'],
      ],
      [
        { start: '2026-11-28', recur: 'FREQ=WEEKLY;BYDAY=SA,SU' },
        ['每周末', '每个周末', '每周六日', '每周六、日', '每周六和周日'],
      ],
      [
        { start: '2026-11-23', recur: 'FREQ=DAILY' },
        ['每天', '每日', '见天儿', '每天都有', '谁帮忙扔下垃圾，每天一次就行'],
      ],
      [
        { start: '2026-11-23T20:00', end: '2026-11-23T21:00', recur: 'FREQ=DAILY' },
        ['每天晚上八点到九点', '每晚8点到9点', '每日20:00-21:00', '天天晚上8点到9点', '每晚八点到九点', '每天晚8-9点'],
      ],
      [{ start: '2026-11-23', part: 'evening', recur: 'FREQ=DAILY' }, ['每天晚上', '每晚', '天天晚上']],
      [{ start: '2026-11-24T08:00', recur: 'FREQ=DAILY' }, ['每天早上8点', '每天早八点', '每早8点']],
      [
        { start: '2026-12-15', recur: 'FREQ=MONTHLY;BYMONTHDAY=15' },
        ['每个月15号', '每月15日', '每月15号', '每月十五号'],
      ],
      [
        { start: '2026-12-01', recur: 'FREQ=MONTHLY;BYMONTHDAY=1,15' },
        ['每月1号和15号', '每月1、15号', '每个月1号、15号'],
      ],
      [{ start: '2026-11-30', recur: 'FREQ=MONTHLY;BYMONTHDAY=-1' }, ['每月月底', '每个月底', '每月最后一天']],
      [
        { start: '2026-12-05', recur: 'FREQ=MONTHLY;BYDAY=1SA' },
        ['每月第一个周六', '每个月第一个星期六', '每月头一个周六'],
      ],
      [{ start: '2026-12-05', part: 'morning', recur: 'FREQ=MONTHLY;BYDAY=1SA' }, ['每月第一个周六上午']],
      [{ start: '2026-11-28', recur: 'FREQ=MONTHLY;BYDAY=-1SA' }, ['每月最后一个周六', '每个月最后一个礼拜六']],
      [{ start: '2026-12-05', recur: 'FREQ=MONTHLY;BYDAY=1SA,3SA' }, ['每月第一、三个周六', '每月第一和第三个周六']],
      [{ start: '2026-12-09', recur: 'FREQ=MONTHLY;BYDAY=2WE' }, ['每月第二个周三', '每月第二周的周三']],
      [
        { start: '2026-11-25', recur: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE' },
        ['隔周三', '每隔一周的周三', '每两周的周三', '隔周周三', '每两周周三'],
      ],
      [{ start: '2026-11-23', recur: 'FREQ=WEEKLY;INTERVAL=2' }, ['每两周', '每隔一周', '每两周一次', '每两个星期']],
      [{ start: '2026-11-23', recur: 'FREQ=DAILY;INTERVAL=2' }, ['隔天', '每隔一天', '每两天', '隔日']],
      [{ start: '2027-03-05', recur: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5' }, ['每年3月5日', '每年三月五号']],
      [{ start: '2026-12-01T19:00', recur: 'FREQ=DAILY' }, ['12月1号起每天晚上7点', '从12月1日开始每天19:00']],
      [{ start: '2026-11-30', recur: WORKDAYS }, ['下周开始每周一到周五', '下周一起每个工作日']],
    ],
    nothing: [
      '每周一次',
      '每周三次',
      '每周一节课就够',
      '一共三五个人',
      '手机一三五零一一二零零七七',
      '三个工作日内',
      '隔壁周姐',
      '每次都来',
      '天天想你',
      '每个人一份',
      '三五成群',
      '每户一份',
      '一三五零',
    ],
  },
  {
    name: 'again and again, said on a Wednesday evening',
    now: '2026-11-25T19:30',
    means: [
      [{ start: '2026-11-25T20:00', end: '2026-11-25T21:00', recur: 'FREQ=DAILY' }, ['每天晚上八点到九点']],
      [{ start: '2026-11-26T07:00', recur: 'FREQ=DAILY' }, ['每天早上7点']],
      [{ start: '2026-12-02T09:00', recur: 'FREQ=WEEKLY;BYDAY=WE' }, ['每周三上午9点']],
      [{ start: '2026-11-26', part: 'afternoon', recur: WORKDAYS }, ['工作日下午', '每个工作日下午']],
    ],
  },
];
