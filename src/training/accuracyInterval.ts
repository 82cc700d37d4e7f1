/**
 * How far an accuracy on few test pictures can be trusted: Wilson's 95 % interval (1927), which stays within 0 and 1 and holds for few
 * pictures and for shares near the ends, where share ± 1.96 deviations does not. Pure.
 */

/** From so many test pictures on the interval is narrower than ±3.1 %, and nothing is said of it. */
const manyPictures = 1000;

/** 95 % of a normal distribution lie within so many deviations. */
const z = 1.959964;

export interface AccuracyInterval {
  readonly low: number;
  readonly high: number;
}

/** Of the accuracy of a network of which it is known how it does on some pictures. Undefined where there are many of them, or none. */
export function accuracyInterval(accuracy: number, pictures: number): AccuracyInterval | undefined {
  if (!(pictures > 0 && pictures < manyPictures && accuracy >= 0 && accuracy <= 1)) return undefined;
  const square = z ** 2;
  const centre = (accuracy + square / (2 * pictures)) / (1 + square / pictures);
  const half =
    (z / (1 + square / pictures)) *
    Math.sqrt((accuracy * (1 - accuracy)) / pictures + square / (4 * pictures ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** The sentence of the command line; undefined as the interval is. */
export function fewPicturesText(accuracy: number, pictures: number): string | undefined {
  const interval = accuracyInterval(accuracy, pictures);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return (
    interval &&
    `Only ${pictures} test pictures tell of ${percent(accuracy)}: its 95 % interval is ${percent(interval.low)} to ${percent(interval.high)}.`
  );
}
