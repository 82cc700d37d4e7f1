/** Chinese: pictures that cannot be had. */
import { quoted } from '../../../../base/text.ts';
import type {
  DataPlace,
  DataProblem,
  DecodeAttempt,
  DecodeFault,
  LoadFault,
  ManifestFault,
  ValueFault,
} from '../../../../problems/data.ts';
import { type Sentences, say, textClause } from '../../../../problems/sentences.ts';
import { jsonFaults } from './files.ts';

const loadFaults: Sentences<LoadFault> = {
  'nothing-sent': () => '服务器没有发来任何内容',
  unreachable: () => '无法连接服务器',
  refused: ({ status }) => `服务器的回答是 ${status}`,
  'web-page': () => '服务器发来的是一个网页',
  'broken-off': () => '连接中断',
  stalled: ({ seconds }) => `${seconds} 秒内没有收到任何数据`,
  'too-long': ({ limit }) => `它超过了 ${limit} 字节`,
  'wrong-length': ({ bytes, expected }) => `它有 ${bytes} 字节，而应为 ${expected} 字节`,
  'wrong-checksum': () => '校验和不对',
  missing: () => '文件不存在',
  text: textClause,
};

const decodeFaults: Sentences<DecodeFault> = {
  absent: () => '没有',
  'other-pixels': () => '像素不同',
  'empty-frame': () => '画面是空的',
  'no-context': () => '没有 2d 上下文',
  'other-size': ({ width, height }) => `它是 ${width}×${height} 像素`,
  'other-length': ({ bytes, expected }) => `解码后的图片有 ${bytes} 字节，而应为 ${expected} 字节`,
  'other-channels': ({ channels, expected }) => `图片有 ${channels} 个通道，而应为 ${expected} 个`,
  text: textClause,
};

const valueFaults: Sentences<ValueFault> = {
  'bad-checksum': () => '必须是 64 位十六进制数',
  'bad-file-name': () => '必须是普通的文件名',
  'label-count': () => '必须每张图片有一个标签',
  'shard-size': ({ pictures }) => `除最后一个外，每个分片必须有 ${pictures} 张图片`,
  unexpected: ({ said, expected, received }) =>
    textClause({
      kind: 'text',
      text: expected === undefined ? said : `应为 ${expected}，而不是 ${received}`,
    }),
};

const manifestFaults: Sentences<ManifestFault> = {
  'not-json': (fault) => `它${say(jsonFaults, fault)}`,
  'key-twice': (fault) => `它${say(jsonFaults, fault)}`,
  'too-deep': (fault) => `它${say(jsonFaults, fault)}`,
  'too-many': (fault) => `它${say(jsonFaults, fault)}`,
  'manifest-too-long': ({ bytes }) => `它有 ${bytes} 字节，比任何清单都大`,
  'bad-value': ({ at, fault }) => `${at === '' ? '整个文件' : `"${at}"`}：${say(valueFaults, fault)}`,
};

/** What a person may do when a file cannot be had. */
const hints: Readonly<Record<DataPlace, string>> = {
  server: '请检查网络连接，然后再按“训练”。',
  disk: '请运行 "npm run resnet -- prepare" 修复数据。',
};

const attemptsText = (attempts: readonly DecodeAttempt[]): string =>
  attempts.map(({ way, fault }) => `${way}：${say(decodeFaults, fault)}`).join('，');

const parts = { shard: '分片', labels: '标签文件', network: '文件' };
const splits = { train: '训练', test: '测试' };

export const dataSentences: Sentences<DataProblem> = {
  'manifest-not-loaded': ({ dataset, fault, from }) =>
    `${dataset} 的文件清单无法加载：${say(loadFaults, fault)}。${hints[from]}`,
  'manifest-unusable': ({ dataset, file, fault }) =>
    `${dataset} 的文件清单（${file}）不能用：${say(manifestFaults, fault)}。请用 "npm run resnet -- prepare --force" 重新准备数据。`,
  'file-not-loaded': ({ part, file, fault, from }) =>
    `${parts[part]} ${file} 无法加载：${say(loadFaults, fault)}。${hints[from]}`,
  'unknown-labels': ({ file, from }) => `标签文件 ${file} 里有清单没有列出的类别。${hints[from]}`,
  'picture-count': ({ split, all, pictures }) =>
    `使用的${splits[split]}图片数必须在 1 到 ${all} 之间，而不是 ${pictures}。`,
  'pixels-changed': ({ file, attempts }) =>
    `浏览器会改动网页读取的像素（分片 ${file}；${attemptsText(attempts)}），训练会看到错误的数据。请为本站关闭防指纹识别保护，或换一个浏览器。`,
  'not-decoded': ({ file, attempts }) =>
    `浏览器无法解码分片 ${file}（${attemptsText(attempts)}）。请使用新版的 Chrome、Edge、Firefox 或 Safari。`,
  'wrong-pictures': ({ file, attempts }) =>
    `分片 ${file} 里不是清单所列的图片（${attemptsText(attempts)}）。请用 "npm run resnet -- prepare --force" 重新准备数据。`,
  'own-set-missing': ({ dataset }) =>
    `${quoted(dataset)} 的图片不在这个浏览器里：请重新添加同样的图片，得到的就是同一个数据集。`,
  'not-prepared': ({ dataset }) => `${dataset} 尚未准备：请先运行 "npm run resnet -- prepare"。`,
};
