/** What somebody thinks of a service: who or what is judged, and how. Pure. */
import { says } from '../says.ts';

const subject =
  '(?:师傅|志愿者|义工|小伙子?|姑娘|小同志|大姐|大哥|小哥|医生|护士|老师|主持人?|领队|组长|带队的?|来的[^,，。\\s]{0,3}|手艺|态度|服务|技术|活动|组织|流程|安排|通知|签到|现场|氛围|气氛|讲座|读书会|义诊|义剪|质量|速度|效果|水平|(?:办|搞|组织|安排)得|干活|讲得|修得|弄得|做得|剪得|理得|教得|陪得|照顾得|组织得|安排得)';
const degree = '(?:真是?|很|太|特别|非常|挺|蛮|相当|老|可|超级?|不太|不怎么|有点|确实|还|都|得|忒|贼|十分|这么|那么)*';
const praised =
  '(?:好(?!像|多|奇|几|不|了|吗)|棒|赞|牛|厉害|细心|细致|仔细|耐心|热情|热心|周到|认真|负责|靠谱|专业|利索|麻利|快|准时|及时|亲切|和气|到位|暖心|贴心|不错|没得说|没话说|有素质|懂礼貌|会带)';
const blamed =
  '(?:差|乱|慢|晚|少|短|吵|挤|敷衍|马虎|凶|冷淡|不耐烦|不好|不行|不咋[地的样]|不怎么样|不太行|一般|糟|仓促|不合理|不够|不专业|没素质|没礼貌|迟到|拖拉|恶劣|跟不上)';

const good = new RegExp(`${subject}[^,，。?？]{0,6}?${degree}${praised}`);
const bad = new RegExp(`${subject}[^,，。?？]{0,6}?${degree}${blamed}`);

/** Whether a text praises a service or who gave it. */
export function praises(text: string): boolean {
  return says(good, text);
}

/** Whether a text judges a service, either way. */
export function judges(text: string): boolean {
  return says(good, text) || says(bad, text);
}
