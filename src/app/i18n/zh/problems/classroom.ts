/** Chinese: what an assignment does not allow and what is wrong with a hand-in. */
import type { ClassroomProblem } from '../../../../problems/classroom.ts';
import type { Sentences } from '../../../../problems/sentences.ts';
import type { SettingName } from '../../../../problems/settings.ts';
import { nameOf } from './settings.ts';

const listOf = ({ settings }: { readonly settings: readonly SettingName[] }): string =>
  settings.map((name) => `“${nameOf(name)}”`).join('、');

export const classroomSentences: Sentences<ClassroomProblem> = {
  'assignment-address': (kept) => `网址里的值与作业要求不符，已按作业要求改回：${listOf(kept)}。`,
  'assignment-change': (kept) => `作业不允许这样修改，仍按作业要求：${listOf(kept)}。`,
  'assignment-run': (kept) => `这次训练不能在这里开始，下列设置与作业要求不符：${listOf(kept)}。`,
  'assignment-broken': ({ text }) =>
    `网址中的作业无法读取，“${text}”处有误，因此所有设置都没有锁定。请向老师重新索取链接。`,
  'assignment-not-loaded': () => '网址中的作业没能载入，因此所有设置都没有锁定。请重新载入本页。',
  'no-hand-in': () => '这不是本页保存的提交文件，学生应当用“提交”来保存。',
  'hand-in-not-right': () => '文件中的提交信息不是本页写出的样子。',
  'hand-in-newer': ({ format }) => `这个文件由更新版本的页面写出，格式为 ${format}。请重新载入本页。`,
  'hand-in-changed': () => '文件保存后被改动过，校验值不一致。',
  'hand-in-breaks': (kept) => `这次训练不符合它的作业要求：${listOf(kept)}。`,
  'hand-in-other-assignment': () => '它属于另一份作业，或者不属于任何作业。',
  'hand-in-curve': ({ epoch }) => `曲线不可能来自一次训练，见第 ${epoch} 轮。`,
  'hand-in-unfinished': ({ epochs, of }) =>
    `训练只到第 ${epochs} 轮，计划为 ${of} 轮，或者权重与最后一轮不是同一步的。`,
  'hand-in-forged': ({ claimed, found, pictures }) =>
    `成绩不实：文件声称 ${claimed}，而用其权重在同样的 ${pictures} 张测试图片上重新评估只得到 ${found}。`,
  'hand-in-same-weights': ({ other }) =>
    `它的权重与 ${other} 的完全相同；设置、种子和设备都一样时，也会得到相同的权重。`,
};
