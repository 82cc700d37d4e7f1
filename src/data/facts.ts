/** What is known of CIFAR-10 before a byte of it is read: the names of its classes and the numbers pictures are normalised by. */

/** In the order of the labels. */
export const classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** Per channel of the training pictures, of pixels scaled to 0…1: the four digits that the field quotes and other programs normalise by. */
export const cifarMean = [0.4914, 0.4822, 0.4465] as const;
export const cifarStd = [0.247, 0.2435, 0.2616] as const;
