/** English: the commands that can be searched. */
export const palette = {
  title: 'Commands and settings',
  open: 'Search commands and settings (Ctrl K)',
  search: 'Search commands and settings',
  nothing: 'Nothing is called that.',
  groups: { run: 'Run', page: 'Page', places: 'Go to', networks: 'Networks', settings: 'Settings' },
  choose: (network: string) => `Choose ${network}`,
  goTo: (place: string) => `Go to ${place}`,
  places: {
    diagram: 'the diagram',
    run: 'progress and curves',
    runs: 'the runs',
    speed: 'the speed of the GPU',
  },
  language: 'Change to Chinese',
};
