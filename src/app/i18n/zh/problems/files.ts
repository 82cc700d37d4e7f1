/** Chinese: what is wrong with a file of weights, or with weights for a network. */
import type { JsonFault } from '../../../../base/json.ts';
import { onOneLine, quoted } from '../../../../base/text.ts';
import type {
  FileProblem,
  HeaderFault,
  NetworkName,
  TensorDifference,
  TensorFault,
} from '../../../../problems/files.ts';
import { type Sentences, say, shapeText, textClause } from '../../../../problems/sentences.ts';
import { foreignFiles } from './foreignFiles.ts';
import { settingSentences } from './settings.ts';

const shortcutWords = { projection: [], identity: ['恒等捷径'], none: ['无捷径'] };

/** Such as `resnet20（恒等捷径）`. */
function networkText({ model, shortcut, norm }: NetworkName): string {
  const said = [...shortcutWords[shortcut], ...(norm === 'none' ? ['无批归一化'] : [])];
  return said.length > 0 ? `${model}（${said.join('、')}）` : model;
}

/** Each completes a sentence that begins with what they are faults of. */
export const jsonFaults: Sentences<JsonFault> = {
  'not-json': () => '不是 JSON',
  'key-twice': ({ key }) => `有两个 ${quoted(key)}`,
  'too-deep': ({ levels }) => `嵌套超过 ${levels} 层`,
  'too-many': ({ most }) => `超过 ${most} 项`,
};

const headerFaults: Sentences<HeaderFault> = {
  ...jsonFaults,
  'not-utf8': () => '不是 UTF-8',
  'not-object': () => '不是对象',
};

const tensorFaults: Sentences<TensorFault> = {
  'bad-name': () => '的名称不允许使用',
  'not-described': () => '不是用对象描述的',
  'bad-type': ({ type, readable }) =>
    `${type === undefined ? '没有类型' : `的类型是 ${quoted(type)}`}，但只能读取 ${readable.join('、')}：请存为 float32`,
  'bad-shape': () => '的形状不是整数列表',
  'bad-rank': ({ rank, most }) => `有 ${rank} 维，超过 ${most} 维`,
  'too-many-values': () => '的形状大到没有文件能装下',
  'bad-offsets': () => '没有一对递增的偏移',
  'cut-short': ({ end, bytes }) => `应在数据的第 ${end} 字节结束，但只有 ${bytes} 字节：文件不完整`,
  'bad-length': ({ bytes, needed }) => `占 ${bytes} 字节，而它的形状需要 ${needed} 字节`,
  overlap: () => '与前一个重叠',
  gap: () => '与前一个之间有空隙',
};

const differences: Sentences<TensorDifference> = {
  lacks: ({ tensor }) => `缺少 ${quoted(tensor)}`,
  'other-shape': ({ tensor, found, shape }) =>
    ` ${quoted(tensor)} 的形状是 ${shapeText(found)}，而应为 ${shapeText(shape)}`,
  foreign: ({ tensor }) => ` ${quoted(tensor)} 不属于它`,
};

export const fileSentences: Sentences<FileProblem> = {
  'weights-gone': () => '这次训练的权重已不再保存：请重新训练，或选择另一次训练。',
  'file-gone': () => '文件已无法读取：它被移动或改动过，请重新选择。',
  'nothing-to-export': () => '没有可以导出的内容。',
  'weights-alone': () => '这里只有权重，没有可以继续的训练：请导出为其他格式。',
  'foreign-file': ({ found }) => say(foreignFiles, found),
  'not-safetensors': ({ bytes }) =>
    `这不是 safetensors 文件：它的 ${bytes} 字节不以文件头开始，请选择其他文件。`,
  'header-too-long': ({ length, bytes }) =>
    `这个 safetensors 文件不完整：文件头应占 ${length} 字节，而文件只有 ${bytes} 字节。请重新获取。`,
  'header-too-large': ({ bytes, most }) =>
    `这个 safetensors 文件的文件头占 ${bytes} 字节，超过这里能读的 ${most} 字节：请选择只含权重的文件。`,
  'file-too-large': ({ bytes, most }) =>
    `这个 safetensors 文件有 ${bytes} 字节，超过这里能读的 ${most} 字节：请选择较小的网络。`,
  'bad-header': ({ fault }) => `这不是 safetensors 文件：文件头${say(headerFaults, fault)}。`,
  'metadata-not-text': () => '这个 safetensors 文件的元数据必须是键和文本。',
  'metadata-proto': () => '这个 safetensors 文件的元数据不能有键“__proto__”。',
  'bad-tensor': ({ tensor, fault }) =>
    `这个 safetensors 文件中的张量 ${quoted(tensor)} ${say(tensorFaults, fault)}。`,
  'bytes-left-over': ({ bytes }) => `这个 safetensors 文件有 ${bytes} 字节不属于任何张量。`,
  'wrong-checksum': () =>
    '文件已损坏：校验和与写入时不符。请使用更早的副本；如果是其他程序有意修改过它，请让该程序去掉元数据中的校验和条目。',
  'tensor-name-refused': ({ tensor }) => `张量不能叫做 ${quoted(tensor)}。`,
  'tensor-twice': ({ tensor }) => `有两个张量叫做 ${quoted(tensor)}。`,
  'value-count': ({ tensor, values, shape, needed }) =>
    `${quoted(tensor)} 有 ${values} 个值，而它的形状 ${shapeText(shape)} 需要 ${needed} 个。`,
  'file-steps': ({ text }) => `文件中的步数必须是整数，而不是 ${quoted(text)}。`,
  'bad-counter': ({ tensor }) => `${quoted(tensor)} 必须是单个数字。`,
  'not-finite': ({ tensor, bad, values }) =>
    `这些权重无法使用：${quoted(tensor)} 的 ${values} 个值中有 ${bad} 个不是有限的数，请选择出错之前的权重。`,
  'unknown-network': ({ tensor, fault }) =>
    `这些张量不属于本程序认识的网络：${fault === 'shape' ? `其中 ${quoted(tensor)} 的形状不同` : `缺少 ${quoted(tensor)}`}。`,
  'almost-network': ({ network, difference }) =>
    `这些张量与 ${networkText(network)} 几乎一致，但${say(differences, difference)}。`,
  'other-network': ({ held, chosen }) =>
    `文件里是 ${held.map(networkText).join(' 或 ')}，而所选网络是 ${networkText(chosen)}：请选择文件里的网络。`,
  'not-of-network': ({ network }) => `这些权重不属于 ${networkText(network)}：请选择它们所属的网络。`,
  'weights-shape': ({ tensor, found, shape }) =>
    `权重中 ${quoted(tensor)} 的形状是 ${shapeText(found)}，而这个网络是 ${shapeText(shape)}：请选择它们所属的网络。`,
  'weights-foreign': ({ tensor }) => `权重中有 ${quoted(tensor)}，而这个网络没有：请选择它们所属的网络。`,
  'weights-twice': ({ tensor }) => `权重中有两个 ${quoted(tensor)}。`,
  'weights-missing': ({ tensor }) => `权重中缺少 ${quoted(tensor)}：请选择它们所属的网络。`,
  'weights-steps': ({ steps }) => `步数必须是整数，而不是 ${steps}。`,
  'no-run': () => '文件里有权重，但没有它们所属的训练。',
  'run-not-json': () => '检查点中的训练无法读取：它不是正确的 JSON。',
  'run-unsealed': () => '检查点中的训练不可信：文件丢失了校验和，损坏将无法发现。请使用更早的副本。',
  'run-newer': ({ format, known }) =>
    `这个检查点由本程序的更新版本写入（格式 ${format}，此版本最多能读取格式 ${known}）：请先更新，再继续训练。`,
  'run-setting': ({ cause }) => `检查点中的训练有一项设置不对：${onOneLine(say(settingSentences, cause))}`,
  'own-set-not-right': ({ at, why }) => `文件对其数据集的说明在 ${quoted(at)} 处不对：${textClause(why)}。`,
  'run-not-right': ({ at, why }) => `检查点中的训练在 ${quoted(at)} 处不对：${textClause(why)}。`,
};
