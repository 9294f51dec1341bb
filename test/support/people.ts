/** The people of the conversations. */
import type { Person } from '../../src/channel/local/neighbourhood.ts';

export const people: readonly Person[] = [
  { name: '周书记', role: 'leader' },
  { name: '钱组长', role: 'teamHead', grid: '一网格' },
  { name: '林晓', role: 'volunteer', skills: ['理发'] },
  { name: '何平', role: 'volunteer', skills: ['水电'] },
  { name: '苏梅', role: 'volunteer' },
  { name: '唐宁', role: 'volunteer' },
  { name: '方宇', role: 'volunteer' },
  { name: '罗静', role: 'volunteer' },
  { name: '韩奶奶', role: 'resident' },
  { name: '邓大爷', role: 'resident' },
  { name: '曹阿姨', role: 'resident' },
  { name: '食堂余经理', role: 'unitContact', unit: '社区食堂' },
];
