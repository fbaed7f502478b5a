# Values for tests/golden/synthesis.json: pooling with its intervals, subgroups with a test for
# interaction, and control groups that several comparisons share (merged, split, correlated).
# The data are made up. Run from the root of the repository:
#   Rscript validation/r/synthesis.R
suppressPackageStartupMessages({
  library(metafor)
  library(jsonlite)
})
tight <- list(threshold = 1e-14, maxiter = 10000, tol = 1e-13)

arms <- function(study, group, n1, m1, s1, n2, m2, s2) {
  data.frame(study, group, n1, m1, s1, n2, m2, s2)
}
alike <- rbind(
  arms("A", "short", 30, 10.2, 5.1, 28, 13.0, 5.4),
  arms("B", "short", 55, 11.0, 6.0, 52, 13.7, 5.8),
  arms("C", "long", 21, 9.1, 4.4, 25, 12.2, 6.1),
  arms("D", "long", 80, 12.5, 5.5, 78, 15.1, 5.9)
)
apart <- rbind(
  arms("A", "short", 30, 10.2, 5.1, 28, 13.0, 5.4),
  arms("B", "short", 55, 8.0, 6.0, 52, 13.7, 5.8),
  arms("C", "short", 21, 12.1, 4.4, 25, 12.2, 6.1),
  arms("D", "long", 80, 12.5, 5.5, 78, 15.1, 5.9),
  arms("E", "long", 44, 9.9, 5.0, 40, 14.8, 6.6),
  arms("F", "long", 33, 7.5, 5.2, 36, 15.5, 5.7),
  arms("G", "other", 25, 11.0, 5.0, 24, 13.0, 5.5)
)
escalc_of <- function(data, measure) {
  escalc(measure, n1i = n1, m1i = m1, sd1i = s1, n2i = n2, m2i = m2, sd2i = s2, data = data)
}

one_fit <- function(dat, method, test) {
  res <- rma(yi, vi, data = dat, method = method, test = test, control = tight)
  out <- list(
    estimate = res$b[1], se = res$se, ci_low = res$ci.lb, ci_high = res$ci.ub,
    statistic = res$zval, p_value = res$pval, tau2 = res$tau2, i2 = res$I2, h2 = res$H2,
    q = res$QE, q_p = res$QEp, weights = as.vector(weights(res))
  )
  if (method != "EE") {
    around <- confint(res, control = list(tol = 1e-13, maxiter = 1e5))$random
    out$tau2_ci <- unname(around["tau^2", 2:3])
    out$i2_ci <- unname(around["I^2(%)", 2:3])
    new <- predict(res)
    out$prediction <- c(new$pi.lb, new$pi.ub)
  }
  out
}

pooling <- list()
for (name in c("alike", "apart")) {
  for (measure in c("MD", "SMD")) {
    dat <- escalc_of(get(name), measure)
    for (method in c("REML", "DL", "PM", "EE")) {
      for (test in if (method == "EE") c("z", "t") else c("z", "t", "knha", "adhoc")) {
        pooling[[length(pooling) + 1]] <- list(
          id = paste(name, measure, method, test, sep = "/"), data = name, measure = measure,
          method = method, test = test, call = "rma(yi, vi, method, test)",
          yi = as.vector(dat$yi), vi = as.vector(dat$vi), out = one_fit(dat, method, test)
        )
      }
    }
  }
}

subgroups <- list()
for (measure in c("MD", "SMD")) {
  for (test in c("z", "adhoc")) {
    dat <- escalc_of(apart, measure)
    fits <- lapply(c("short", "long"), function(which) {
      one_fit(dat[dat$group == which, ], "REML", test)
    })
    b <- sapply(fits, function(fit) fit$estimate)
    se <- sapply(fits, function(fit) fit$se)
    between <- rma(b, sei = se, mods = ~ factor(1:2), method = "FE")
    subgroups[[length(subgroups) + 1]] <- list(
      id = paste(measure, test, sep = "/"), measure = measure, test = test,
      call = "rma(b, sei = se, mods = ~ group, method = 'FE') over rma() of each group",
      groups = list(short = fits[[1]], long = fits[[2]]),
      q = between$QM, df = 1, p_value = between$QMp
    )
  }
}

leave <- leave1out(rma(yi, vi, data = escalc_of(apart, "SMD"), control = tight))

# Three arms against one control in S and two in T, with two ordinary trials. The people of S are
# made up one by one, so that the merged arm is computed from people and not by a formula.
people <- function(n, m, s) m + s * as.vector(scale(qnorm(ppoints(n))))
sharing <- rbind(
  arms("S", "x", 40, 10.0, 5.0, 42, 14.0, 5.6),
  arms("S", "y", 38, 11.5, 5.4, 42, 14.0, 5.6),
  arms("S", "z", 41, 12.5, 4.8, 42, 14.0, 5.6),
  arms("T", "x", 25, 9.0, 6.1, 27, 13.5, 5.9),
  arms("T", "y", 24, 12.0, 6.4, 27, 13.5, 5.9),
  arms("U", "x", 60, 11.0, 5.5, 58, 13.0, 5.2),
  arms("V", "y", 35, 10.5, 5.9, 33, 14.6, 6.0)
)
merged <- do.call(rbind, lapply(split(sharing, sharing$study), function(trial) {
  everyone <- unlist(Map(people, trial$n1, trial$m1, trial$s1))
  arms(trial$study[1], "", length(everyone), mean(everyone), sd(everyone),
       trial$n2[1], trial$m2[1], trial$s2[1])
}))
halved <- sharing
halved$n2 <- sharing$n2 / ave(sharing$n2, sharing$study, FUN = length)

# As many degrees of freedom as there are trials, less one: arms of a trial are not so many draws.
one_mv <- function(dat, V, method) {
  res <- rma.mv(yi, V, random = ~ 1 | row, data = dat, method = method, test = "t",
                dfs = length(unique(dat$study)) - 1,
                control = list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-15))
  list(estimate = res$b[1], se = res$se, ci_low = res$ci.lb, ci_high = res$ci.ub,
       pi_low = predict(res)$pi.lb, pi_high = predict(res)$pi.ub,
       tau2 = res$sigma2, q = res$QE, weights = as.vector(weights(res, type = "rowsum")))
}
shared <- list()
for (measure in c("MD", "SMD")) {
  dat <- escalc_of(sharing, measure)
  dat$row <- seq_len(nrow(dat))
  everyone <- ave(dat$n1, dat$study, FUN = sum) + dat$n2
  V <- outer(seq_along(dat$yi), seq_along(dat$yi), Vectorize(function(i, j) {
    if (i == j) return(dat$vi[i])
    if (dat$study[i] != dat$study[j]) return(0)
    # Gleser and Olkin (2009) for standardised differences, as in metafor's help of dat.gleser2009
    if (measure == "MD") dat$s2[i]^2 / dat$n2[i]
    else 1 / dat$n2[i] + dat$yi[i] * dat$yi[j] / (2 * everyone[i])
  }))
  assumed <- outer(sqrt(dat$vi), sqrt(dat$vi)) *
    ifelse(outer(dat$study, dat$study, "=="), 0.5, 0)
  diag(assumed) <- dat$vi
  shared[[measure]] <- list(
    call = "rma() of merged and of split arms with test = 'adhoc'; rma.mv(yi, V, random = ~ 1 | row, test = 't', dfs = trials - 1)",
    merge = c(list(yi = as.vector(escalc_of(merged, measure)$yi),
                   vi = as.vector(escalc_of(merged, measure)$vi)),
              one_fit(escalc_of(merged, measure), "REML", "adhoc")),
    split = c(list(yi = as.vector(escalc_of(halved, measure)$yi),
                   vi = as.vector(escalc_of(halved, measure)$vi)),
              one_fit(escalc_of(halved, measure), "REML", "adhoc")),
    correlated = c(list(V = V), one_mv(dat, V, "REML")),
    assumed = one_mv(dat, assumed, "REML")
  )
}

events <- data.frame(
  study = c("S", "S", "T", "U"), e1 = c(12, 9, 20, 5), n1 = c(60, 58, 90, 40),
  e2 = c(20, 20, 31, 11), n2 = c(61, 61, 88, 42)
)
for (measure in c("RR", "OR", "RD")) {
  dat <- escalc(measure, ai = e1, n1i = n1, ci = e2, n2i = n2, data = events)
  dat$row <- seq_len(nrow(dat))
  e <- events$e2[1]
  n <- events$n2[1]
  common <- switch(measure, RR = 1 / e - 1 / n, OR = 1 / e + 1 / (n - e), RD = e * (n - e) / n^3)
  V <- diag(dat$vi)
  V[1, 2] <- V[2, 1] <- common
  halves <- events
  halves$e2[1:2] <- e / 2
  halves$n2[1:2] <- n / 2
  split_dat <- escalc(measure, ai = e1, n1i = n1, ci = e2, n2i = n2, data = halves)
  shared[[measure]] <- list(
    call = "escalc() of split counts; rma.mv(yi, V, random = ~ 1 | row, test = 't', dfs = trials - 1)",
    split = list(yi = as.vector(split_dat$yi), vi = as.vector(split_dat$vi)),
    correlated = c(list(V = V), one_mv(dat, V, "REML"))
  )
}

# A contrast at 97.5 %, one with a standard error, one with a p-value (z and t).
routes <- list(
  call = "qnorm, qt",
  ci_975 = list(low = -12.7, high = -3.9, se = (-3.9 + 12.7) / (2 * qnorm(0.9875))),
  p_z = list(estimate = log(0.7), p = 0.03, se = abs(log(0.7)) / qnorm(1 - 0.03 / 2)),
  p_t = list(estimate = -2.5, p = 0.04, n = 21, versus_n = 19,
             se = 2.5 / qt(1 - 0.04 / 2, 38)),
  arm_ci = list(low = 1.8, high = 4.7, n = 37, sd = sqrt(37) * (4.7 - 1.8) / (2 * qt(0.975, 36)))
)

write_json(
  list(
    software = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))),
    script = "validation/r/synthesis.R",
    data = list(alike = alike, apart = apart, sharing = sharing, merged = merged, events = events),
    pooling = pooling, subgroups = subgroups, shared = shared, routes = routes,
    leave_one_out = list(
      call = "leave1out(rma(yi, vi)) of apart, SMD", estimate = leave$estimate, tau2 = leave$tau2
    )
  ),
  "tests/golden/synthesis.json", auto_unbox = TRUE, digits = NA, pretty = 1, dataframe = "rows"
)
