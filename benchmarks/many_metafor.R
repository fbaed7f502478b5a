# metafor's side of many analyses: a loop of rma(), a line an analysis, then timed when asked to.
# Arguments: file with analysis, yi, vi; file to write what was found to.
# The numbers told are found under tight control where metafor converges under it; NA where it
# ends without an answer. The timed loop has metafor's own settings.

suppressMessages(library(metafor))
given <- commandArgs(trailingOnly = TRUE)
rows <- split(read.csv(given[1]), ~ analysis)
fit <- function(one, ...) suppressWarnings(
  tryCatch(rma(yi, vi, data = one, method = "REML", test = "knha", ...), error = function(e) NULL))
told <- t(sapply(rows, function(one) {
  found <- fit(one, control = list(threshold = 1e-12, maxiter = 10000))
  if (is.null(found)) c(NA, NA, NA) else c(found$b[1], found$se[1], found$tau2)
}))
write.table(format(told, digits = 17), given[2], sep = ",", quote = FALSE, row.names = FALSE,
            col.names = c("estimate", "se", "tau2"))
cat(as.character(packageVersion("metafor")), "\n")
flush(stdout())

asked <- file("stdin", "r")
while (length(readLines(asked, n = 1)) > 0) {
  spent <- system.time(for (one in rows) fit(one))
  cat(sprintf("%.9g", spent[["elapsed"]] / length(rows)), "\n")
  flush(stdout())
}
