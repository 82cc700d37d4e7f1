/** English: what every block of a network adds. They come with the part that shows it (`i18n/blocks.ts`). */

export const blocks = {
  views: 'What to look at',
  view: { table: 'Table', epochs: 'Over epochs', picture: 'One picture', alike: 'What is alike' },
  waiting: 'After the first epoch of a run this place shows what every block of the network adds.',
  promises: {
    table:
      'Table: how well one could tell the classes behind every block, and how much it adds to what comes in.',
    epochs: 'Over epochs: how that changed while the network learned.',
    picture: 'One picture: what one would say of it behind every block.',
    alike: 'What is alike: which blocks make much the same of the same pictures.',
  },
};
