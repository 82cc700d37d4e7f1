/** Chinese: files that people choose in place of safetensors. */
import type { ForeignFile } from '../../../../problems/foreignFiles.ts';
import type { Sentences } from '../../../../problems/sentences.ts';

export const foreignFiles: Sentences<ForeignFile> = {
  nothing: () => '这个文件是空的：保存或下载没有完成，请重新获取。',
  'lfs-pointer': () =>
    '这是 Git LFS 指针，只有几行文字，不是文件本身：请用 git lfs pull 取得文件，或从它的页面下载。',
  'web-page': () => '这是一个网页，不是文件本身：下载链接指向了介绍页面，请下载文件本身。',
  'tfjs-model': () => '这是 TensorFlow.js 模型的 model.json，这里无法读回：请选择存为 safetensors 的权重。',
  'shard-index': () => '这是分成多个文件的权重的索引，不是权重：请选择 safetensors 文件。',
  json: () => '这是 JSON，不是 safetensors：请选择权重文件本身。',
  'plain-text': () => '这是文本，不是 safetensors：请选择权重文件本身。',
  pytorch: () =>
    '这是 PyTorch 自己的文件（.pt、.pth），其中可能含有程序，这里不会打开：请在 Python 中加载，再用 safetensors.torch.save_file 保存权重。',
  pickle: () =>
    '这是 Python 的 pickle 文件，其中可能含有程序，这里不会打开：请在 Python 中加载，再用 safetensors.torch.save_file 保存权重。',
  numpy: () => '这是 NumPy 的数组（.npy、.npz），不是 safetensors：请用 safetensors.numpy.save_file 保存。',
  archive: ({ format }) => `这是压缩包（${format}），不是 safetensors：请解压并选择其中的 safetensors 文件。`,
  model: ({ format }) => `这是 ${format} 格式的模型，这里无法读取其中的权重：请存为 safetensors。`,
  picture: ({ format }) => `这是图片（${format}），不是 safetensors：请选择权重文件。`,
};
