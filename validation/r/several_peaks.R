# Effects whose likelihood of tau2 has several peaks, or on which metafor's Fisher scoring does not
# arrive. The witness is the log-likelihood itself, written out here and evaluated on a dense grid;
# each peak is then polished as a root of its slope. Writes tests/golden/several_peaks.json. Run from the top of the
# repository:
#   Rscript validation/r/several_peaks.R

suppressMessages(library(metafor))
library(jsonlite)

log_likelihood <- function(tau2, yi, vi, method) {
  k <- length(yi)
  wi <- 1 / (vi + tau2)
  mu <- sum(wi * yi) / sum(wi)
  ll <- -k / 2 * log(2 * pi) - sum(log(vi + tau2)) / 2 - sum(wi * (yi - mu)^2) / 2
  if (method == "REML") ll <- ll + log(2 * pi) / 2 + log(k) / 2 - log(sum(wi)) / 2
  ll
}

slope <- function(tau2, yi, vi, method) {
  wi <- 1 / (vi + tau2)
  mu <- sum(wi * yi) / sum(wi)
  value <- sum(wi^2 * (yi - mu)^2) - sum(wi)
  if (method == "REML") value <- value + sum(wi^2) / sum(wi)
  value
}

# Found by drawing effects at random and keeping those where Fisher scoring, started as metafor
# starts it, ends below the highest point.
sets <- list(
  wide_variances = list(
    yi = c(-0.08, -1.65, -1.68, -2.07, -4.18, -2.01, -2.15),
    vi = c(0.1627, 0.0003, 0.0118, 3.5986, 0.6437, 0.9291, 4.8068), method = "REML"
  ),
  one_precise = list(
    yi = c(0.18, -2.49, 0.23, -0.19, -1.46, 0.67, -0.56),
    vi = c(0.0003, 2.6514, 0.0167, 6.0845, 0.2156, 0.0925, 1.0698), method = "REML"
  ),
  four_studies = list(
    yi = c(0.31, 0.03, 0.69, 0.02), vi = c(6.4395, 0.0006, 0.0357, 0.0019), method = "REML"
  ),
  two_precise = list(
    yi = c(-0.24, 0.12, 0.11, 0.43, 0.41, 0.37),
    vi = c(0.0327, 0.0354, 0.5183, 0.7577, 0.0029, 0.0002), method = "REML"
  ),
  lower_peak_above = list(
    yi = c(-1.11, -1.16, -0.97, 0.92, 2.84, -2.18),
    vi = c(0.0008, 0.0484, 0.0038, 1.7428, 1.6918, 0.2631), method = "REML"
  ),
  two_crowds = list(
    yi = c(6.73, 0.0357, 0.039, -7.84e-05, 0.012, -0.0211, -35.1, -0.883, -0.043, -0.0077),
    vi = c(1.13, 0.000521, 0.000343, 0.000305, 1.91, 0.000436, 46, 0.827, 0.000459, 0.000314),
    method = "REML"
  ),
  one_peak_not_reached = list(
    yi = c(-0.493, 0.0425, 0.11, 0.065, -0.0319, -0.0282, 0.0574),
    vi = c(0.0333, 0.145, 0.217, 0.284, 0.0918, 0.104, 0.136), method = "REML"
  ),
  # gibson2002 (log odds ratios) without its fourth study: tight control ran out of iterations.
  gibson2002_without_4 = list(
    yi = c(-0.13985012968506205, -0.7953778032088442, -0.8887660584840649, -0.842182759720433,
           0.2657031657330058, -3.1600353248452673),
    vi = c(0.09030393766702083, 0.3337251828631139, 0.16959065558244765, 0.3097802197802198,
           0.5351449275362319, 2.1977489177489176), method = "REML"
  ),
  three_peaks = list(
    yi = c(0.105, 0.000549, -0.139, 45.3, -0.0183, 0.00106, -0.0704, -0.000306),
    vi = c(0.00132, 0.00369, 3.38, 2.95, 0.00602, 6.79e-05, 0.00279, 4.76e-05), method = "REML"
  ),
  three_peaks_ml = list(
    yi = c(-0.171, 0.00493, -37, 7.75, -0.157, 8.6e-05, 0.00526, -0.013),
    vi = c(0.00164, 0.00561, 31, 8.44, 38.2, 8.3e-06, 0.00177, 4.09e-06), method = "ML"
  )
)

cases <- lapply(names(sets), function(name) {
  set <- sets[[name]]
  at <- function(tau2) vapply(tau2, log_likelihood, 0, yi = set$yi, vi = set$vi,
                              method = set$method)
  grid <- c(0, 10^seq(-9, 6, length.out = 200001))
  height <- at(grid)
  inner <- seq_along(grid)[-c(1, length(grid))]
  peaks <- inner[height[inner] > height[inner - 1] & height[inner] >= height[inner + 1]]
  polished <- lapply(peaks, function(i) {
    root <- uniroot(slope, grid[c(i - 1, i + 1)], yi = set$yi, vi = set$vi, method = set$method,
                    tol = 1e-14 * grid[i])$root
    c(root, at(root))
  })
  if (height[1] > height[2]) polished <- c(list(c(0, height[1])), polished)
  tau2 <- vapply(polished, `[`, 0, 1)
  ll <- vapply(polished, `[`, 0, 2)
  warned <- character()
  yi <- set$yi
  vi <- set$vi
  fit <- tryCatch(
    withCallingHandlers(
      rma(yi, vi, method = set$method),
      warning = function(w) {
        warned <<- c(warned, conditionMessage(w))
        invokeRestart("muffleWarning")
      }
    ),
    error = function(e) conditionMessage(e)
  )
  arrived <- inherits(fit, "rma")
  list(
    id = name, yi = set$yi, vi = set$vi, method = set$method,
    call = sprintf("rma(yi, vi, method = '%s')", set$method),
    peaks = list(tau2 = I(tau2), ll = I(ll)),
    highest = list(tau2 = tau2[which.max(ll)], ll = max(ll)),
    metafor = list(
      tau2 = if (arrived) fit$tau2 else NULL,
      ll = if (arrived) at(fit$tau2) else NULL,
      error = if (arrived) NULL else fit,
      warnings = I(warned)
    )
  )
})
for (case in cases) {
  cat(sprintf("%-22s highest tau2 %.6g (ll %.6f); metafor %s\n", case$id, case$highest$tau2,
              case$highest$ll,
              if (is.null(case$metafor$error)) {
                sprintf("%.6g (ll %.6f)", case$metafor$tau2, case$metafor$ll)
              } else case$metafor$error))
}
golden <- list(
  what = "Likelihoods of tau2 with several peaks, evaluated on a dense grid",
  script = "validation/r/several_peaks.R",
  R = R.version.string,
  pkg = list(metafor = as.character(packageVersion("metafor"))),
  cases = cases
)
write(toJSON(golden, auto_unbox = TRUE, digits = I(17), null = "null", pretty = TRUE),
      "tests/golden/several_peaks.json")
