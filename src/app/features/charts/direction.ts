/** Where charts stand: two or three beside one another, or two below one another. */
export type Direction = 'row' | 'column';
