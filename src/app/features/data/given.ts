/** What somebody dropped on the page is for: one picture to look at, weights, or a data set to be made. The name and the first bytes of a file tell. */
import { foreignFile, headBytes } from '../../../formats/foreignFile.ts';
import type { Dropped } from '../../ui/dropped.ts';

/** Files that hold many pictures, by their names: folders, tables and archives of other programs too, which are refused by a sentence on data. */
const ofData =
  /\.(zip|tar|tgz|gz|npz|parquet|csv|tsv|tm|7z|rar|mat|tfrecords?|arrow|ubyte)$|idx[13]-ubyte|^(data_batch|test_batch)/i;
const ofPictures = /\.(jpe?g|jfif|png|webp|gif|avif|bmp|tiff?|heic|heif)$/i;
const ofWeights = /\.(safetensors|pth?|ckpt|onnx|keras|h5)(\.|$)/i;

/** Archives are told from weights that are archives by what is in them. */
async function isModel(file: File): Promise<boolean> {
  try {
    const found = foreignFile(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
    return found?.kind === 'pytorch' || found?.kind === 'model';
  } catch {
    return false;
  }
}

/** Whether it is to become a data set. One picture is not, and what is of no known kind may be weights. */
export async function isData({ entries, files }: Dropped): Promise<boolean> {
  if (entries.some((entry) => entry.isDirectory)) return true;
  const [first] = files;
  if (!first) return false;
  if (files.length > 1)
    return (
      files.every(({ name }) => !ofWeights.test(name)) &&
      files.some(({ name }) => ofData.test(name) || ofPictures.test(name))
    );
  return ofData.test(first.name) && !ofWeights.test(first.name) && !(await isModel(first));
}
