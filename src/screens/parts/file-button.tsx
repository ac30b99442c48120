/** A button that opens the browser's file chooser. */
import { type ReactNode, useRef } from 'react';
import { Button } from '../../ui/button';

export const FileButton = ({
  accept,
  multiple,
  folder,
  primary,
  icon,
  title,
  onFiles,
  children,
}: {
  /** As of `<input type="file">`: `.xlsx,.csv`. */
  accept: string;
  multiple?: boolean;
  /** A whole folder is chosen, with everything under it. */
  folder?: boolean;
  primary?: boolean;
  icon?: ReactNode;
  title?: string;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}) => {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind={primary ? 'primary' : 'plain'} icon={icon} title={title} onClick={() => chooser.current?.click()}>
        {children}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        {...(folder && { webkitdirectory: '' })}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file chosen again is to be read again.
          currentTarget.value = '';
        }}
      />
    </>
  );
};
