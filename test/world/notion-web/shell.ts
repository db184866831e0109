/** The document that every address of the app gets; its script builds the rest. */
export const SHELL = `<!doctype html>
<html lang="en-US" class="notion-html">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, height=device-height, initial-scale=1">
    <title>Notion</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/_assets/app.css">
  </head>
  <body class="notion-body">
    <div id="notion-app"></div>
    <script type="module" src="/_assets/client/main.ts"></script>
  </body>
</html>
`;
