/** Saves the weights of a run as a file: a menu of formats, for the latest weights and for those of the best epoch. */

import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { CheckpointPart } from '../../../storage/checkpoints.ts';
import { exportText, testedText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { exportChoices } from '../../state/fileNames.ts';
import { useFiles, useFilesState } from '../../state/react.ts';
import { useRunWeights } from './runWeights.ts';

interface ExportMenuProps {
  readonly runId: string | undefined;
  /** What the button is called where its word alone does not say which run it is about. */
  readonly label?: string;
  /** An icon alone, for the page's head. */
  readonly icon?: boolean;
}

export function ExportMenu({ runId, label, icon }: ExportMenuProps) {
  const words = useWords();
  const { files } = words;
  const { actions } = useFiles();
  const weights = useRunWeights(runId);
  const exporting = useFilesState((state) => state.exporting);
  const items = (part: CheckpointPart) =>
    exportChoices(part).map((choice) => (
      <Menu.Item
        key={exportText(words, choice)}
        onClick={() => weights && actions.exportRun(weights.runId, choice)}
      >
        {exportText(words, choice)}
      </Menu.Item>
    ));
  const off = !weights || exporting !== undefined;
  const title = weights ? files.exportHelp : files.nothingYet;
  const state = {
    title,
    'aria-description': title,
    'data-disabled': off || undefined,
    'aria-disabled': off || undefined,
    loading: exporting !== undefined && exporting.runId === runId,
  };
  return (
    <Menu position="bottom-end" shadow="md" withinPortal={false} disabled={off}>
      <Menu.Target>
        {icon ? (
          <ActionIcon variant="default" size={30} aria-label={files.export} {...state}>
            <IconDownload size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={label}
            {...state}
          >
            {files.export}
          </Button>
        )}
      </Menu.Target>
      {weights && (
        <Menu.Dropdown>
          <Menu.Label>{files.latest(weights.name, weights.step)}</Menu.Label>
          {items('last')}
          {weights.best && (
            <>
              <Menu.Label>
                {files.best(weights.best.epoch, testedText(words, weights.best.testAccuracy, weights.tested))}
              </Menu.Label>
              {items('best')}
            </>
          )}
        </Menu.Dropdown>
      )}
    </Menu>
  );
}
