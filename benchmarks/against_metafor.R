# metafor's side: says what it finds, then times one round each time it is asked to.
# Arguments: file with the columns, metafor's function, fits a round.
# The fit whose numbers are told runs under tight control where metafor converges under it.

suppressMessages(library(metafor))
given <- commandArgs(trailingOnly = TRUE)
dat <- read.csv(given[1])
times <- as.integer(given[3])

if (given[2] == "rma.mv") {
  fit <- function() rma.mv(yi, vi, random = ~ 1 | district/school, data = dat)
  told <- fit()
  found <- c(told$b[1], told$se[1], told$sigma2)
} else {
  fit <- function(...) rma(yi, vi, data = dat, test = "knha", ...)
  told <- fit(control = list(threshold = 1e-12, maxiter = 10000))
  found <- c(told$b[1], told$se[1], told$tau2)
}
cat(as.character(packageVersion("metafor")), sprintf("%.17g", found), "\n")
flush(stdout())

asked <- file("stdin", "r")
while (length(readLines(asked, n = 1)) > 0) {
  spent <- system.time(for (i in seq_len(times)) fit())
  cat(sprintf("%.9g", (spent[["user.self"]] + spent[["sys.self"]]) / times), "\n")
  flush(stdout())
}
