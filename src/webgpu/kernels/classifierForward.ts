/**
 * The part that classifierLogits and classifierLoss share: global average pooling and the classifier, one workgroup a
 * picture. Its threads take columns of four channels × lanes of pixels to pool; then class × slice of the channels,
 * side by side in memory, to multiply. Everything stays in workgroup memory until it is written out; more channels than it
 * holds are pooled and multiplied piece by piece.
 */
import { type Binding, read, readElements, write } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { literal } from './literal.ts';
import { reduceLanes, rowEntry, rowTiling, threadsOf } from './rows.ts';

export interface ClassifierShape {
  readonly batch: number;
  /** H·W of a feature map. */
  readonly area: number;
  readonly channels: number;
  /** 2 to 1,000. */
  readonly classes: number;
}

export interface ClassifierForward {
  /** x [N, H, W, C], weight [C, classes], bias [classes]. */
  readonly inputs: readonly Binding[];
  /** pooled [N, C], logits [N, classes]. */
  readonly outputs: readonly Binding[];
  readonly declarations: string;
  readonly entry: string;
  /** Up to where `logit_of` holds the picture's logits and they are written; a barrier must follow. */
  readonly body: string;
  readonly threads: number;
  readonly flops: number;
  readonly bytes: number;
}

/** Pooled channels that are in workgroup memory at a time: half of the 16 KiB that every device has. */
const pieceChannels = 2048;

/**
 * @param maxLanes Lanes that share a column's pixels at most.
 * @param wanted How x is stored.
 */
export function classifierForward(
  { batch, area, channels, classes }: ClassifierShape,
  maxLanes?: number,
  wanted: Storage = 'float32',
): ClassifierForward {
  const storage = storageFor(wanted, channels);
  const tiling = rowTiling(area, channels, { columns: 256, lanes: maxLanes });
  const { type, columns, groupColumns, lanes } = tiling;
  const threads = threadsOf(tiling);
  const width = channels / columns;
  const pieceColumns = Math.min(columns, pieceChannels / width);
  const keep =
    type === 'vec4f'
      ? [0, 1, 2, 3].map((i) => `pooled_of[(column - first) * 4u + ${i}u] = value[${i}];`).join(' ')
      : 'pooled_of[column - first] = value;';
  const pool = `var sum = ${type}();
    for (var pixel = t.y; pixel < ${area}u; pixel += ${lanes}u) {
      sum += load_x((w.x * ${area}u + pixel) * ${columns}u + column);
    }`;
  const finish = `let value = VALUE * ${literal(1 / area)};
    pooled[w.x * ${columns}u + column] = value;
    ${keep}`;
  // More columns than threads leave no lanes to join, so there is no barrier in the loop; and channels for more than one
  // piece are more columns than threads.
  const pooling =
    lanes === 1
      ? `  for (var column = first + t.x; column < end; column += ${groupColumns}u) {
    ${pool}
    ${finish.replace('VALUE', 'sum')}
  }`
      : `  let column = t.x;
  {
    ${pool}
    sums[index] = sum;
  }
${reduceLanes(tiling)}
  if (t.y == 0u) {
    ${finish.replace('VALUE', 'sums[index]')}
  }`;
  const slices = Math.max(1, Math.min(Math.floor(threads / classes), channels));
  const parts = slices * classes;
  const pieces = (body: string): string =>
    pieceColumns === columns
      ? `  {
  let first = 0u;
  let end = ${columns}u;
${body}  }
`
      : `  for (var first = 0u; first < ${columns}u; first += ${pieceColumns}u) {
  let end = min(first + ${pieceColumns}u, ${columns}u);
${body}  }
`;
  const body = `${pieces(`${pooling}
  workgroupBarrier();
  for (var own = index; own < ${parts}u; own += ${threads}u) {
    let class_ = own % ${classes}u;
    var sum = logit_of[own];
    for (var channel = own / ${classes}u; channel < (end - first) * ${width}u; channel += ${slices}u) {
      sum += pooled_of[channel] * weight[(first * ${width}u + channel) * ${classes}u + class_];
    }
    logit_of[own] = sum;
  }
  workgroupBarrier();
`)}  for (var class_ = index; class_ < ${classes}u; class_ += ${threads}u) {
    var sum = 0.0;
    for (var at = class_; at < ${parts}u; at += ${classes}u) { sum += logit_of[at]; }
    let logit = sum + bias[class_];
    logit_of[class_] = logit;
    logits[w.x * ${classes}u + class_] = logit;
  }
`;
  const shared = [
    `var<workgroup> pooled_of: array<f32, ${pieceColumns * width}>;`,
    // Of each class as many parts as there are slices, which start at zero, and then the logits.
    `var<workgroup> logit_of: array<f32, ${parts}>;`,
    ...(lanes > 1 ? [`var<workgroup> sums: array<${type}, ${threads}>;`] : []),
    ...(lanes > 1 ? ['fn join(a: u32, b: u32) { sums[a] += sums[b]; }'] : []),
  ];
  const array = `array<${type}>`;
  return {
    inputs: [readElements('x', type, storage), read('weight', 'array<f32>'), read('bias', 'array<f32>')],
    outputs: [write('pooled', array), write('logits', 'array<f32>')],
    declarations: `${shared.join('\n')}\n`,
    entry: rowEntry(tiling),
    body,
    threads,
    flops: batch * (area * channels + 2 * channels * classes),
    bytes:
      bytesPerElement(storage) * batch * area * channels +
      4 * (batch * (channels + classes) + (channels + 1) * classes),
  };
}
