/** Class numbers of pictures, one each, by the number of the picture: bytes as long as they hold the number of every class. */
export type Labels = Uint8Array | Uint16Array;

/** Up to so many classes have numbers of one byte. */
const mostOfByte = 256;

/** Room for so many class numbers, all of them 0. */
export const emptyLabels = (classes: number, length: number): Labels =>
  classes > mostOfByte ? new Uint16Array(length) : new Uint8Array(length);

/** Class numbers that come as something else, such as the integers of a file. They must be below the number of classes. */
export function labelsOf(classes: number, numbers: ArrayLike<number>): Labels {
  const labels = emptyLabels(classes, numbers.length);
  labels.set(numbers);
  return labels;
}
