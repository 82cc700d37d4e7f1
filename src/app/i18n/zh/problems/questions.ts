/** Chinese: why a network was not asked what the page wanted to know of it. */
import type { QuestionProblem } from '../../../../problems/questions.ts';
import type { Sentences } from '../../../../problems/sentences.ts';

export const questionSentences: Sentences<QuestionProblem> = {
  'question-misfit': () => '回答问题的网络与你所问的不是同一个：请选择它自己的残差块、类别和图片。',
  'question-failed': () => '计算引擎无法回答页面向网络提出的问题：请重新加载页面，或换用更小的网络。',
  'no-network': () => '还没有可以提问的网络：请按“训练”，你的网络从第一步起就会回答。',
  'no-path': () => '这个网络的训练路径保存得太少：请选择随机方向，或以同一深度训练至少两轮。',
  'other-run-trains': () => '另一次训练正在独占计算设备：请停止它或等它结束，之后这个网络就会回答。',
  'shipped-not-loaded': () =>
    '无法加载本页面自带的已训练网络：请检查网络连接，或者按“训练”，向你自己的网络提问。',
  'shipped-unusable': () => '本页面自带的已训练网络的文件已损坏：请按“训练”，向你自己的网络提问。',
};
