/** What a drop carries, to be taken while its event is handed over: it is gone afterwards. */
export interface Dropped {
  readonly entries: readonly FileSystemEntry[];
  readonly files: readonly File[];
}

export const takenFrom = ({ items, files }: DataTransfer): Dropped => ({
  entries: [...items].flatMap((item) => item.webkitGetAsEntry() ?? []),
  files: [...files],
});
