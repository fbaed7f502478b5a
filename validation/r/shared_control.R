# Effects against a shared control, pooled by metafor's rma.mv with a known block-diagonal V.
# Writes tests/golden/shared_control.json. Run from the top of the repository:
#   Rscript validation/r/shared_control.R

suppressMessages(library(metafor))
library(jsonlite)

control_tight <- list(optimizer = "Nelder-Mead", reltol = 1e-15, maxit = 10000)

# Two or three active arms against one control in trials A, B and D; C, E and F are plain.
trial <- c("A", "A", "B", "B", "B", "C", "D", "D", "E", "F")
n1i <- c(40, 42, 60, 58, 61, 33, 110, 104, 75, 28)
n2i <- c(41, 41, 59, 59, 59, 30, 108, 108, 77, 30)
m1i <- c(22.1, 25.3, 30.2, 28.9, 33.4, 19.0, 27.7, 29.9, 24.1, 17.5)
m2i <- c(28.4, 28.4, 36.0, 36.0, 36.0, 21.2, 29.5, 29.5, 31.8, 26.9)
sd1i <- c(8.1, 7.7, 9.4, 10.2, 9.9, 6.5, 8.8, 9.1, 10.6, 7.0)
sd2i <- c(8.4, 8.4, 9.8, 9.8, 9.8, 7.2, 9.3, 9.3, 9.9, 7.7)
ai <- c(9, 12, 14, 18, 22, 6, 30, 35, 11, 3)
ci <- c(15, 15, 27, 27, 27, 9, 41, 41, 25, 10)
arms <- data.frame(trial, n1i, n2i, m1i, m2i, sd1i, sd2i, ai, ci)

# People in all arms of the trial, for the SMD.
total <- ave(n1i, trial, FUN = sum) + n2i

same <- outer(trial, trial, "==")
block <- function(vi, common, loading = rep(0, length(vi))) {
  V <- ifelse(same, outer(common, common, pmax) + outer(loading, loading), 0)
  diag(V) <- vi
  V
}

effects <- list(
  MD = local({
    es <- escalc("MD", m1i = m1i, m2i = m2i, sd1i = sd1i, sd2i = sd2i, n1i = n1i, n2i = n2i)
    list(es = es, V = block(c(es$vi), sd2i^2 / n2i))
  }),
  SMD = local({
    es <- escalc("SMD", m1i = m1i, m2i = m2i, sd1i = sd1i, sd2i = sd2i, n1i = n1i, n2i = n2i)
    es$vi <- 1 / n1i + 1 / n2i + c(es$yi)^2 / (2 * total)
    list(es = es, V = block(c(es$vi), 1 / n2i, c(es$yi) / sqrt(2 * total)))
  }),
  RR = local({
    es <- escalc("RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i)
    list(es = es, V = block(c(es$vi), 1 / ci - 1 / n2i))
  }),
  OR = local({
    es <- escalc("OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i)
    list(es = es, V = block(c(es$vi), 1 / ci + 1 / (n2i - ci)))
  }),
  RD = local({
    es <- escalc("RD", ai = ai, n1i = n1i, ci = ci, n2i = n2i)
    p <- ci / n2i
    list(es = es, V = block(c(es$vi), p * (1 - p) / n2i))
  })
)

results <- function(fit) {
  list(
    k = fit$k, b = c(fit$b), se = fit$se, zval = fit$zval, pval = fit$pval, ci_lb = fit$ci.lb,
    ci_ub = fit$ci.ub, sigma2 = fit$sigma2, QE = fit$QE, QEp = fit$QEp,
    ll = c(logLik(fit)), weights = unname(weights(fit, type = "rowsum"))
  )
}

cases <- list()
for (measure in names(effects)) {
  yi <- c(effects[[measure]]$es$yi)
  V <- effects[[measure]]$V
  effect <- seq_along(yi)
  for (method in c("REML", "ML")) {
    for (test in c("z", "t")) {
      fit <- rma.mv(yi, V, random = ~ 1 | effect, method = method, test = test,
                    dfs = "residual", control = control_tight)
      cases[[length(cases) + 1]] <- list(
        id = paste("shared_control", measure, method, test, sep = "/"),
        call = sprintf(
          "rma.mv(yi, V, random = ~ 1 | effect, method = '%s', test = '%s', dfs = 'residual')",
          method, test
        ),
        measure = measure, method = method, test = test,
        out = results(fit)
      )
      if (test == "z") {
        interval <- confint(fit, control = list(tol = 1e-12))$random
        cases[[length(cases)]]$confint <- list(
          lb = interval["sigma^2", "ci.lb"], ub = interval["sigma^2", "ci.ub"]
        )
      }
    }
    fixed <- rma.mv(yi, V, random = ~ 1 | effect, method = method, sigma2 = 0.05)
    cases[[length(cases) + 1]] <- list(
      id = paste("shared_control", measure, method, "sigma2 fixed", sep = "/"),
      call = sprintf(
        "rma.mv(yi, V, random = ~ 1 | effect, method = '%s', sigma2 = 0.05)", method
      ),
      measure = measure, method = method, test = "z", sigma2 = 0.05,
      out = results(fixed)
    )
  }
}

inputs <- list(arms = arms, total = total)
for (measure in names(effects)) {
  inputs[[measure]] <- list(
    yi = c(effects[[measure]]$es$yi), vi = diag(effects[[measure]]$V), V = effects[[measure]]$V
  )
}
golden <- list(
  what = "Effects against a shared control pooled with a known block-diagonal V",
  script = "validation/r/shared_control.R",
  R = R.version.string,
  pkg = list(metafor = as.character(packageVersion("metafor"))),
  inputs = inputs,
  cases = cases
)
write(
  toJSON(golden, dataframe = "columns", auto_unbox = TRUE, digits = I(17), pretty = TRUE),
  "tests/golden/shared_control.json"
)
