/** English: which run and which epoch the views of the dock show. They come with the part that chooses (`i18n/time.ts`). */
export const time = {
  run: 'Run that is shown',
};
