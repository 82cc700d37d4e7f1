/** Chinese: settings that are not right, in the address or in a file. */
import { settingKeys, settings as table } from '../../../../training/settings.ts';
import type { Phrase } from '../../translator.ts';
import { settings as words } from '../settings.ts';

export const settings: readonly Phrase[] = [
  [
    'A network has {min} to {max} stages, but {number} were given: list the blocks of each stage, such as {example}.',
    '网络有 {min} 到 {max} 个阶段，而这里有 {number} 个：请列出每个阶段的块数，例如 {example}。',
  ],
  [
    'Each stage needs {min} to {max} blocks, but {number} was given: use whole numbers, such as {example}.',
    '每个阶段需要 {min} 到 {max} 个块，而不是 {number}：请用整数，例如 {example}。',
  ],
  [
    'The width must be a whole number from {min} to {max}, but it is {number}.',
    '宽度必须是 {min} 到 {max} 之间的整数，而不是 {number}。',
  ],
  [
    'The input size must be a whole number of pixels from {min} to {max}, but it is {number}.',
    '输入尺寸必须是 {min} 到 {max} 像素之间的整数，而不是 {number}。',
  ],
  [
    'The number of classes must be a whole number from {min} to {max}, but it is {number}.',
    '类别数必须是 {min} 到 {max} 之间的整数，而不是 {number}。',
  ],
  [
    '{name} must be {what} from {min} to {max}, but it is "{text}".',
    '{name}必须是 {min} 到 {max} 之间的{what}，而不是“{text}”。',
  ],
  ['a whole number', '整数'],
  ['a number', '数'],
  ['{name} must be {list} or {last}, but it is "{text}".', '{name}必须是 {list} 或 {last}，而不是“{text}”。'],
  ['{name} must be {list}, but it is "{text}".', '{name}必须是 {list}，而不是“{text}”。'],
  [
    '{name} must list {min} to {max} numbers, such as {example}, but it lists {number}.',
    '{name}必须列出 {min} 到 {max} 个数，例如 {example}，而这里有 {number} 个。',
  ],
  [
    '{name} must be none or any of {choices}, joined by commas, but it has "{bad}".',
    '{name}必须是 none，或用逗号连接的 {choices}，而这里有“{bad}”。',
  ],
  ['Each of {name}', '{name}的每一项'],
  ['There is no setting called "{name}".', '没有叫做“{name}”的设置。'],
  ...settingKeys.map((key): Phrase => [table[key].label, words[key].label]),
];
