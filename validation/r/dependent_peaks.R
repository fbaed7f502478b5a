# Three-level models whose likelihood has several peaks and on which rma.mv, left to its defaults,
# ends on a lower one. The witness is the log-likelihood itself, written out here and looked at on
# a dense grid of both variances, zero included, then polished from its best point.
# Writes tests/golden/dependent_peaks.json. Run from the top of the repository:
#   Rscript validation/r/dependent_peaks.R

suppressMessages(library(metafor))
library(jsonlite)

log_likelihood <- function(sigma2, yi, vi, study) {
  M <- diag(vi + sigma2[2]) + sigma2[1] * outer(study, study, "==")
  W <- solve(M)
  mu <- sum(W %*% yi) / sum(W)
  off <- yi - mu
  -length(yi) / 2 * log(2 * pi) - determinant(M)$modulus / 2 - c(off %*% W %*% off) / 2
}

# Found by drawing effects at random and keeping those on which rma.mv ends below the highest point.
sets <- list(
  two_studies_agree = list(
    yi = c(-0.355, -0.627, -0.182, -0.651, -0.312, -0.404, 1.189),
    vi = c(0.00273, 0.197, 0.0273, 0.0539, 0.019, 0.0026, 0.184), study = c(0, 0, 0, 1, 1, 1, 2)
  ),
  two_precise = list(
    yi = c(1.2, -1.463, 0.305, -0.681, 0.37, 0.263, 3.247),
    vi = c(3.4, 0.536, 0.0843, 0.117, 0.000378, 0.00168, 12.2), study = c(0, 0, 0, 1, 1, 2, 2)
  ),
  one_precise = list(
    yi = c(-1.911, -0.882, -1.079, -2.107, -0.52, -0.474),
    vi = c(1.71, 0.759, 0.129, 0.608, 1.04, 0.00331), study = c(0, 0, 1, 1, 2, 3)
  ),
  one_wild = list(
    yi = c(-0.563, -0.068, -0.047, 0.121, -10.154, 0.031, -0.864),
    vi = c(0.0531, 0.00876, 0.000174, 0.00444, 527, 0.25, 0.45), study = c(0, 0, 0, 1, 1, 2, 2)
  )
)

axis <- c(0, exp(seq(log(1e-6), log(30), length.out = 150)))
cases <- lapply(names(sets), function(id) {
  set <- sets[[id]]
  grid <- expand.grid(a = axis, b = axis)
  seen <- mapply(function(a, b) log_likelihood(c(a, b), set$yi, set$vi, set$study), grid$a, grid$b)
  best <- unlist(grid[which.max(seen), ])
  polished <- optim(sqrt(best), function(root) -log_likelihood(root^2, set$yi, set$vi, set$study),
    control = list(reltol = 1e-15, maxit = 5000))
  set$effect <- seq_along(set$yi)
  fit <- suppressWarnings(rma.mv(yi, vi, random = ~ 1 | study / effect, method = "ML",
    data = as.data.frame(set)))
  list(id = id, yi = set$yi, vi = set$vi, study = set$study,
    call = "rma.mv(yi, vi, random = ~ 1 | study/effect, method = 'ML')",
    highest = list(sigma2 = unname(polished$par^2), ll = -polished$value),
    metafor = list(sigma2 = fit$sigma2, ll = c(logLik(fit))))
})

write_json(
  list(what = "Three-level likelihoods with several peaks, on a dense grid",
    script = "validation/r/dependent_peaks.R", R = R.version.string,
    pkg = list(metafor = as.character(packageVersion("metafor"))), cases = cases),
  "tests/golden/dependent_peaks.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
