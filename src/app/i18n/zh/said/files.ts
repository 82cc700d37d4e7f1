/** Chinese: files of weights and what is wrong with them. */
import type { Phrase } from '../../translator.ts';

export const files: readonly Phrase[] = [
  [
    'The weights of this run are not kept any more: train it again, or choose another run.',
    '这次训练的权重已不再保存：请重新训练，或选择另一次训练。',
  ],
  [
    'The file cannot be read any more: it was moved or changed since, choose it again.',
    '文件已无法读取：它被移动或改动过，请重新选择。',
  ],
  [
    'This is a zip or a file of PyTorch’s own, not safetensors: save the weights with {call}, or unpack the zip.',
    '这是 zip 或 PyTorch 自己的文件，不是 safetensors：请用 {call} 保存权重，或先解压 zip。',
  ],
  ['There is nothing to export.', '没有可以导出的内容。'],
  [
    'This is not a safetensors file: it has only {bytes} bytes.',
    '这不是 safetensors 文件：它只有 {bytes} 字节。',
  ],
  [
    'This is not a safetensors file, or it is cut short: its header should take {length} bytes, the file has {bytes}.',
    '这不是 safetensors 文件，或文件不完整：文件头应占 {length} 字节，而文件只有 {bytes} 字节。',
  ],
  ['This is not a safetensors file: its header {why}.', '这不是 safetensors 文件：文件头{why}。'],
  ['is not UTF-8', '不是 UTF-8'],
  ['is not an object in JSON', '不是 JSON 对象'],
  ['is not an object', '不是对象'],
  ['is not JSON', '不是 JSON'],
  ['has {key} twice', '有两个 {key}'],
  ['nests deeper than {levels} levels', '嵌套超过 {levels} 层'],
  [
    'The metadata of this safetensors file must be text by key.',
    '这个 safetensors 文件的元数据必须是键和文本。',
  ],
  [
    'The metadata of this safetensors file must not have the key "__proto__".',
    '这个 safetensors 文件的元数据不能有键“__proto__”。',
  ],
  ['The tensor {name} of this safetensors file {why}.', '这个 safetensors 文件中的张量 {name} {why}。'],
  ['has a name that is not allowed', '的名称不允许使用'],
  ['is not described by an object', '不是用对象描述的'],
  [
    'is {type}, but only {types} can be read: save it as float32',
    '是{type}，但只能读取 {types}：请存为 float32',
  ],
  ['of type {type}', '{type} 类型'],
  ['of no type', '未知类型'],
  ['has a shape that is not a list of whole numbers', '的形状不是整数列表'],
  ['has {rank} dimensions, more than {most}', '有 {rank} 维，超过 {most} 维'],
  ['has a shape of more values than any file holds', '的形状大到没有文件能装下'],
  ['has no pair of rising offsets', '没有一对递增的偏移'],
  [
    'should end at byte {end} of the data, but there are {bytes}: it is cut short',
    '应在数据的第 {end} 字节结束，但只有 {bytes} 字节：文件不完整',
  ],
  ['takes {bytes} bytes, but its shape asks for {needed}', '占 {bytes} 字节，而它的形状需要 {needed} 字节'],
  ['overlaps the one before', '与前一个重叠'],
  ['leaves a gap before it', '与前一个之间有空隙'],
  [
    'This safetensors file has {bytes} bytes that belong to no tensor.',
    '这个 safetensors 文件有 {bytes} 字节不属于任何张量。',
  ],
  ['A tensor cannot be called {name}.', '张量不能叫做 {name}。'],
  ['Two tensors are called {name}.', '有两个张量叫做 {name}。'],
  [
    '{name} has {values} values, but its shape {shape} asks for {needed}.',
    '{name} 有 {values} 个值，而它的形状 {shape} 需要 {needed} 个。',
  ],
  [
    'The number of steps of this file must be a whole number, but it is {steps}.',
    '文件中的步数必须是整数，而不是 {steps}。',
  ],
  ['The number of steps must be a whole number, but it is {steps}.', '步数必须是整数，而不是 {steps}。'],
  ['{name} must be a single whole number from 0.', '{name} 必须是一个不小于 0 的整数。'],
  ['{name} is of type {type}, but weights are F32.', '{name} 的类型是 {type}，而权重应为 F32。'],
  [
    'These tensors are not of a network that this program knows: {what}.',
    '这些张量不属于本程序认识的网络：{what}。',
  ],
  ['{name} has another shape there', '其中 {name} 的形状不同'],
  ['{name} is missing', '缺少 {name}'],
  ['These tensors are almost those of {network}, but {why}.', '这些张量与 {network} 几乎一致，但{why}。'],
  ['{network} with identity shortcuts', '{network}（恒等捷径）'],
  ['{network} without shortcuts', '{network}（无捷径）'],
  ['it lacks {name}', '缺少 {name}'],
  ['{name} has shape {found} instead of {shape}', ' {name} 的形状是 {found}，而应为 {shape}'],
  ['{name} does not belong to it', ' {name} 不属于它'],
  [
    'This file holds {held}, but the chosen network is {chosen}: choose the network of the file.',
    '文件里是 {held}，而所选网络是 {chosen}：请选择文件里的网络。',
  ],
  [
    'The weights hold {name} with shape {found}, but this network has {shape}: choose the model they come from.',
    '权重中 {name} 的形状是 {found}，而这个网络是 {shape}：请选择它们所属的网络。',
  ],
  [
    'The weights hold {name}, which this network does not have: choose the model they come from.',
    '权重中有 {name}，而这个网络没有：请选择它们所属的网络。',
  ],
  ['The weights hold {name} twice.', '权重中有两个 {name}。'],
  ['The weights lack {name}: choose the model they come from.', '权重中缺少 {name}：请选择它们所属的网络。'],
  ['The weights lack {name}.', '权重中缺少 {name}。'],
  [
    'The weights are not those of {network}: choose the network they come from.',
    '这些权重不属于 {network}：请选择它们所属的网络。',
  ],
  ['This file holds weights, but not the run that they belong to.', '文件里有权重，但没有它们所属的训练。'],
  [
    'The run in this checkpoint cannot be read: it is not proper JSON.',
    '检查点中的训练无法读取：它不是正确的 JSON。',
  ],
  ['The run in this checkpoint has a wrong setting: {why}', '检查点中的训练有一项设置不对：{why}'],
  ['The run in this checkpoint is not right at {where}: {why}.', '检查点中的训练在 {where} 处不对：{why}。'],
];
