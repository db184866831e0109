/** The page that everything below is about. */
export function PageTitle({ title }: { readonly title: string | undefined }) {
  return (
    <p class="page-title" dir="auto">
      {title === undefined ? 'No Notion page is open' : title === '' ? 'Untitled' : title}
    </p>
  );
}
