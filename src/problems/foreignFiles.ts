/** Files that people choose in place of safetensors, each called what it is; with the English words. */
import type { Sentences } from './sentences.ts';

/** What a file is that is not safetensors. `format` is the name of a format, the same in every language. */
export type ForeignFile =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'lfs-pointer' }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'tfjs-model' }
  | { readonly kind: 'shard-index' }
  | { readonly kind: 'json' }
  | { readonly kind: 'plain-text' }
  | { readonly kind: 'pytorch' }
  | { readonly kind: 'pickle' }
  | { readonly kind: 'numpy' }
  | { readonly kind: 'archive'; readonly format: string }
  | { readonly kind: 'model'; readonly format: string }
  | { readonly kind: 'picture'; readonly format: string };

export const foreignFiles: Sentences<ForeignFile> = {
  nothing: () => 'This file is empty: it was not saved or downloaded to its end, so get it once more.',
  'lfs-pointer': () =>
    'This is a Git LFS pointer, a few lines in place of the file: fetch the file itself with git lfs pull, or download it from its page.',
  'web-page': () =>
    'This is a web page in place of the file: the download led to a page about it, so download the file itself.',
  'tfjs-model': () =>
    'This is the model.json of a TensorFlow.js model, which cannot be read back here: choose the weights that were saved as safetensors.',
  'shard-index': () =>
    'This is the index of weights in several files, not the weights: choose a safetensors file.',
  json: () => 'This is JSON, not safetensors: choose the file of weights itself.',
  'plain-text': () => 'This is text, not safetensors: choose the file of weights itself.',
  pytorch: () =>
    'This is a file of PyTorch’s own (.pt, .pth), which is not opened here since it can hold programs: load it in Python and save its weights with safetensors.torch.save_file.',
  pickle: () =>
    'This is a pickle of Python, which is not opened here since it can hold programs: load it in Python and save its weights with safetensors.torch.save_file.',
  numpy: () =>
    'These are arrays of NumPy (.npy, .npz), not safetensors: save them with safetensors.numpy.save_file.',
  archive: ({ format }) =>
    `This is an archive (${format}), not safetensors: unpack it and choose the safetensors file in it.`,
  model: ({ format }) =>
    `This is a model in the format ${format}, of which weights cannot be read here: save them as safetensors.`,
  picture: ({ format }) => `This is a picture (${format}), not safetensors: choose a file of weights.`,
};
