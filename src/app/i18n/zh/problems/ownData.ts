/** Chinese: what there is to say of a folder, a zip or a file of somebody's own pictures. */
import { quoted } from '../../../../base/text.ts';
import type { OwnDataProblem } from '../../../../problems/ownData.ts';
import type { Sentences } from '../../../../problems/sentences.ts';

/** Layout that can always be read, for every refusal that asks for another one. */
const folders = '请把每一类图片放进以类别命名的文件夹，再选择外层文件夹或其 zip 压缩包';

const such = (names: readonly string[], count: number): string =>
  names.length > 0 ? `（${names.length < count ? '例如 ' : ''}${names.map(quoted).join('、')}）` : '';

export const ownDataSentences: Sentences<OwnDataProblem> = {
  'nothing-there': () => `里面没有文件：${folders}。`,
  'no-layout': ({ files }) => `${files} 个文件中没有这里能看懂的带类别的图片：${folders}。`,
  'packed-otherwise': ({ name, format }) =>
    `${quoted(name)} 是 ${format} 压缩包，这里无法解压：请解压后选择文件夹，或改用 zip 压缩。`,
  'stored-otherwise': ({ name, format }) =>
    `${quoted(name)} 是 ${format} 格式，这里无法读取：请把其中的图片存为文件，${folders}。`,
  'archive-damaged': ({ name }) => `压缩包 ${quoted(name)} 已损坏或不完整：请重新获取，或解压后选择文件夹。`,
  'archive-encrypted': ({ name }) => `压缩包 ${quoted(name)} 设有密码：请解压后选择文件夹。`,
  'unpacks-too-large': ({ name, most }) =>
    `压缩包 ${quoted(name)} 解压后会远大于自身，或超过 ${most} MB：请自行解压，再选择其中一部分。`,
  'too-many-files': ({ most }) => `里面的文件超过 ${most} 个：请选择其中一部分。`,
  'file-too-large': ({ name, most }) => `${quoted(name)} 超过 ${most} MB：请拆分它，或只选取其中一部分图片。`,
  'data-damaged': ({ name }) =>
    `${quoted(name)} 已损坏、不完整，或属于这里无法读取的种类：请重新获取；或者，${folders}。`,
  'file-unreadable': ({ name }) => `无法读取 ${quoted(name)}：它被移动或修改过，或没有读取权限。`,
  'pickle-calls': ({ name, call }) =>
    `Python 文件 ${quoted(name)} 要求在读取时调用 ${quoted(call)}，这里绝不执行：${folders}。`,
  'no-labels': ({ name }) =>
    `${quoted(name)} 里有图片，但没有文件说明它们的类别：请连同标签一起选择；或者，${folders}。`,
  'counts-differ': ({ name, pictures, labels }) =>
    `${quoted(name)} 里有 ${pictures} 张图片，标签却有 ${labels} 个：请选择互相对应的文件。`,
  'several-sets': ({ count, names }) =>
    `里面有 ${count} 个数据集${such(names, count)}，它们的类别各不相同：请只选择其中一个的文件。`,
  'one-class': ({ name }) => `所有图片都属于 ${quoted(name)} 一类，无从区分：${folders}，至少要有两类。`,
  'too-many-classes': ({ classes, most }) =>
    `共有 ${classes} 类，超过这里能训练的 ${most} 类：请去掉或合并一些。`,
  'too-many-pictures': ({ pictures, most }) =>
    `共有 ${pictures} 张图片，超过这个尺寸下内存能容纳的 ${most} 张：请去掉一些类别，或只选取一部分。`,
  'nothing-readable': () => '没有一张图片能够读取：请存为 JPEG 或 PNG 再试。',
  'nothing-to-test': () => '没有留下可测试或可训练的图片：至少要有一类包含两张图片。',
  'no-room': ({ megabytes }) =>
    `浏览器的存储空间不足，还需要 ${megabytes} MB：请删除一个数据集或一些训练记录，或去掉一些类别，然后重新生成。`,
  'nothing-kept': () => '浏览器不允许本页在此保存文件（例如某些隐私窗口）：请在普通窗口中打开本页。',
  'canvas-changed': () =>
    '浏览器会改动网页读取的图片像素，训练看到的数据将是错的：请对本站关闭防指纹保护，或换用其他浏览器。',
  'reading-failed': () => '没能完成，可能是内存不足：请重试，或减少图片。',
  'reader-gone': () => '读取图片的程序已中止，可能是内存不足：请重新选择图片，或减少一些。',

  'no-class': ({ count, names }) => `${count} 张图片不在任何类别的文件夹里，已略去${such(names, count)}。`,
  'not-pictures': ({ count, names }) => `${count} 个其他文件已跳过${such(names, count)}。`,
  'other-pictures': ({ count, names }) =>
    `${count} 张图片的格式这里无法读取，已略去；可存为 JPEG 或 PNG${such(names, count)}。`,
  'unsafe-names': ({ count, names }) =>
    `${count} 个文件的名称会指向文件夹之外，已略去${such(names, count)}。`,
  'not-there': ({ count, names }) => `${count} 行所写的图片不存在${such(names, count)}。`,
  unlabelled: ({ count, names }) => `${count} 张图片没有标签，已略去${such(names, count)}。`,
  unreadable: ({ count, names }) => `${count} 张图片已损坏或不完整，已略去${such(names, count)}。`,
  'too-many-pixels': ({ count, names }) => `${count} 张图片像素太多，无法解码，已略去${such(names, count)}。`,
  'validation-left-out': ({ count }) => `${count} 张验证图片未使用，因为另有测试图片。`,

  'guessed-from-names': () => '类别是从文件名猜出来的：请检查是否正确。',
  'validation-tests': () => '没有测试图片，因此用验证图片来测试。',
  'empty-classes': ({ count, names }) => `${count} 个类别没有能读取的图片，已略去${such(names, count)}。`,
  'few-pictures': ({ count, names }) =>
    `${count} 个类别可供学习的图片很少，不足 20 张${such(names, count)}。`,
  'untested-classes': ({ count, names }) => `${count} 个类别没有测试图片${such(names, count)}。`,
  'untrained-classes': ({ count, names }) => `${count} 个类别没有训练图片${such(names, count)}。`,
  'unequal-classes': ({ largest, most, smallest, fewest }) =>
    `各类图片数相差悬殊，从 ${quoted(smallest)} 的 ${fewest} 张到 ${quoted(largest)} 的 ${most} 张：准确率很难反映较少的类别。`,
  'in-both-splits': ({ count }) => `${count} 张测试图片也在训练图片之中，测得的准确率会偏高。`,
  'twice-in-training': ({ count }) => `${count} 张训练图片是重复的。`,
  enlarged: ({ count, side }) => `${count} 张图片小于 ${side}×${side} 像素，能看到的细节比网络所能接收的少。`,
};
