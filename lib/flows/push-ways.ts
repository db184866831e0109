import { pushBlocks } from './push-blocks.ts';
import { pushComment } from './push-comment.ts';
import { pushProperties } from './push-properties.ts';
import { pushText } from './push-text.ts';
import type { Audited, Errand, Next, Undoing } from './push.ts';

/** What is to be done next for an entry, in the way of its kind. */
export const nextOf = (errand: Errand, unsure: boolean): Promise<Next> => {
  const { operation } = errand;
  switch (operation.kind) {
    case 'append':
    case 'create':
      return pushBlocks.next({ ...errand, operation }, unsure);
    case 'set-properties':
      return pushProperties.next({ ...errand, operation }, unsure);
    case 'replace-text':
      return pushText.next({ ...errand, operation }, unsure);
    case 'comment':
      return pushComment.next({ ...errand, operation }, unsure);
  }
};

/** What stands of it, compared with what was wanted. */
export const auditOf = (errand: Errand): Promise<Audited> => {
  const { operation } = errand;
  switch (operation.kind) {
    case 'append':
    case 'create':
      return pushBlocks.audit({ ...errand, operation });
    case 'set-properties':
      return pushProperties.audit({ ...errand, operation });
    case 'replace-text':
      return pushText.audit({ ...errand, operation });
    case 'comment':
      return pushComment.audit({ ...errand, operation });
  }
};

/** What is left to take back of it. */
export const undoOf = (errand: Errand): Promise<Undoing> => {
  const { operation } = errand;
  switch (operation.kind) {
    case 'append':
    case 'create':
      return pushBlocks.undo({ ...errand, operation });
    case 'set-properties':
      return pushProperties.undo({ ...errand, operation });
    case 'replace-text':
      return pushText.undo({ ...errand, operation });
    case 'comment':
      return pushComment.undo({ ...errand, operation });
  }
};
