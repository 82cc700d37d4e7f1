/** The scale of the learning rate's slider: three decades, twenty places in each, two digits a place. Pure. */
const placesPerDecade = 20;
const [lowest, decades] = [0.001, 3];

export const lastPlace = placesPerDecade * decades;

export const rateAt = (place: number): number =>
  Number((lowest * 10 ** (place / placesPerDecade)).toPrecision(2));

/** The place nearest to a rate; one beyond the scale, zero too, is at its end. */
export const placeOf = (rate: number): number => {
  const place = Math.round(placesPerDecade * Math.log10(rate / lowest));
  return Math.min(lastPlace, Math.max(0, Number.isNaN(place) ? 0 : place));
};
