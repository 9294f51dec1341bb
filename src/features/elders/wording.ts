/** What people read about visits. */
export const wording = {
  recorded: (elder: string, day: string) => `记下了：${day}探访${elder}。辛苦您了；有要帮忙的事，直接告诉我。`,
  whom: '看望的是哪位老人？比如“今天看了张奶奶，挺好的”。',
};
