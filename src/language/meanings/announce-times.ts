/** When the announcements are due: leaders set it in many words, and ask for it. */
import { readMonthDays } from '../month-days.ts';
import { says } from '../says.ts';
import { addressed, certain, type MeaningReader, weak } from './reader.ts';

/** 每月5号, not 每月 alone: 7号活动每月都发公告 sets nothing. */
const monthly = /每(?:个)?月的? ?(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3}) ?[日号、,，和跟及与]/;
/** 公告栏 is a board on a wall. */
const announcements = /(?:公告|通告)(?![栏牌板])/;
const moved = /(?:公告|通告)(?:的|以后|也|就)*(?:改|换|调|定|设|放|挪|移)/;
const named = /(?:公告|通告)的?(?:发布|发)?\s*(?:时间|日期|日子|频率)/;
const asks =
  /(?:公告|通告)[^,，。]{0,6}(?:几点|几号|哪天|哪几天|什么时候|啥时候|什么时间|多久)|(?:几点|几号|哪天|哪几天|什么时候|啥时候|什么时间|多久)[^,，。]{0,6}(?:公告|通告)/;

/** Reads the schedule of the announcements; of the activities none is meant, whatever numbers stand in the line. */
export const readAnnounceTimes: MeaningReader = (line, s) => {
  const text = line.text;
  if ((s.role !== 'leader' && s.role !== 'teamHead') || !says(announcements, text) || text.length > 60) return [];
  const asked = line.mood.question || says(asks, text);
  if (asked) {
    const mine = addressed(s) && (says(asks, text) || says(named, text)) && !/昨天|上次|刚才/.test(text);
    return mine ? [{ does: 'announceTimes', slots: {}, confidence: certain }] : [];
  }
  const { days, time, wrong } = readMonthDays(text);
  const sets = says(named, text) || (days !== undefined && (says(monthly, text) || says(moved, text)));
  if (!sets || line.mood.hypothesis) return [];
  const schedule = days && time && !wrong ? { schedule: { days, time } } : {};
  return [{ does: 'announceTimes', slots: { text, ...schedule }, confidence: addressed(s) ? certain : weak }];
};
