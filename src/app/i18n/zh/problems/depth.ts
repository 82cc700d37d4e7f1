/** Chinese: why the depth of a network cannot change while it trains. */
import type { DepthProblem } from '../../../../problems/depth.ts';
import type { Sentences } from '../../../../problems/sentences.ts';

export const depthSentences: Sentences<DepthProblem> = {
  'plain-cannot-grow': () =>
    '普通网络不能边训练边加深：没有捷径分支，新的残差块就无法从恒等映射开始，已经学到的东西会被破坏。',
  'block-must-stay': ({ block }) => `${block} 不能移除：本阶段后面各块需要的形状由它产生。`,
  'stages-must-stay': ({ stages, given }) =>
    `训练中的网络有 ${stages} 个阶段，阶段数不能改变，而这里给出了 ${given} 个阶段的块数。`,
  'depth-too-late': () => '训练已经走完最后一步，网络保持原样。',
  'depth-no-memory': ({ blocks }) =>
    `GPU 内存不足，在训练的同时放不下每阶段 ${blocks.join(', ')} 块的网络：训练照原样继续。`,
};
