/** The small community that a newcomer finds: invented people, and nothing that is not in this file. */
import type { Person } from './neighbourhood.ts';

export const demoPeople: readonly Person[] = [
  { name: '周书记', role: 'leader' },
  { name: '沈组长', role: 'teamHead', skills: ['方案策划'], grid: '一' },
  { name: '林小雨', role: 'volunteer', skills: ['陪诊', '慰老'], grid: '一' },
  { name: '韩志强', role: 'volunteer', skills: ['水电维修'], grid: '二' },
  { name: '苏梅', role: 'volunteer', skills: ['心理辅导', '文体'], grid: '二' },
  { name: '丁一鸣', role: 'volunteer', skills: ['摄影', '手机教学'], grid: '三' },
  { name: '罗建国', role: 'volunteer', skills: ['安全防范', '搬抬'], grid: '三' },
  { name: '贺晓燕', role: 'volunteer', skills: ['理发', '慰老'], grid: '一' },
  { name: '姜奶奶', role: 'resident', grid: '一' },
  { name: '唐大爷', role: 'resident', grid: '二' },
  { name: '白阿姨', role: 'resident', grid: '三' },
  { name: '顾店长', role: 'unitContact', unit: '福满楼餐厅' },
];
