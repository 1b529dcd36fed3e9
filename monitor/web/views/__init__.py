"""What each page shows, from stored rows: one module a page, each with what may be asked and what is shown. They read the store and write nothing."""
