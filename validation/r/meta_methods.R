# What R's package meta offers beyond metafor, computed by metafor, base R and the papers' formulas:
# guards of Hartung and Knapp's interval, Kenward and Roger's, prediction intervals by the rules of
# method.predict, one variance for all subgroups, limits of I squared from Q, limits of single
# proportions and rates, and random effects around Mantel and Haenszel's mean. (meta itself is not
# among Debian's packages; its printed output is in tests/published/test_meta_output.py.)
# Writes tests/golden/meta_methods.json. Run from the top of the repository:
#   Rscript validation/r/meta_methods.R

suppressMessages(library(metafor))
library(metadat)
library(jsonlite)

tight <- list(threshold = 1e-13, tol = 1e-13, maxiter = 10000, stepadj = 0.5)
bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
hackshaw <- dat.hackshaw1998
normand <- escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i,
  data = dat.normand1999)
sets <- list(
  bcg = list(yi = c(bcg$yi), vi = c(bcg$vi), group = dat.bcg$alloc),
  hackshaw = list(yi = c(hackshaw$yi), vi = c(hackshaw$vi), group = hackshaw$country),
  normand = list(yi = c(normand$yi), vi = c(normand$vi), group = rep(c("a", "b", "c"), 3)),
  alike = list(yi = c(0.31, 0.30, 0.29, 0.305), vi = c(0.02, 0.03, 0.02, 0.05),
    group = c("a", "a", "b", "b")),
  barely = list(yi = c(0.10, 0.42, 0.31, 0.20), vi = c(0.02, 0.03, 0.02, 0.05),
    group = c("a", "b", "b", "a")),
  pair = list(yi = c(0.1, 0.5), vi = c(0.02, 0.03), group = c("a", "b"))
)
cases <- list()
add <- function(family, input, args, out) {
  name <- paste(c(family, input, unlist(args)), collapse = "/")
  cases[[length(cases) + 1]] <<- list(id = name, family = family, input = input, args = args, out = out)
}
told <- function(m) {
  list(b = c(m$beta), se = m$se, ci_lb = m$ci.lb, ci_ub = m$ci.ub, pval = m$pval)
}

# Guards: which of two intervals of rma is taken.
for (name in names(sets)) for (method in c("DL", "PM", "REML")) for (level in c(95, 90)) {
  d <- sets[[name]]
  fit <- function(test, by = method) {
    rma(d$yi, d$vi, method = by, test = test, level = level, control = tight)
  }
  width <- function(m) m$ci.ub - m$ci.lb
  hk <- fit("knha"); wald <- fit("z"); guarded <- fit("adhoc"); dl <- fit("z", "DL")
  add("guard", name, list(method = method, guard = "se", level = level), told(guarded))
  add("guard", name, list(method = method, guard = "ci", level = level),
    told(if (width(hk) < width(wald)) wald else hk))
  add("guard", name, list(method = method, guard = "IQWiG6", level = level),
    told(if (width(hk) < width(dl)) guarded else hk))
}

# Kenward and Roger: the general formulas in matrices, with one column of ones.
for (name in names(sets)) {
  d <- sets[[name]]
  k <- length(d$yi)
  tau2 <- rma(d$yi, d$vi, method = "REML", control = tight)$tau2
  X <- matrix(1, k, 1)
  W <- diag(1 / (d$vi + tau2))
  Phi <- solve(t(X) %*% W %*% X)
  M <- W - W %*% X %*% Phi %*% t(X) %*% W
  information <- sum(diag(M %*% M)) / 2
  P <- -t(X) %*% W %*% W %*% X
  Q <- t(X) %*% W %*% W %*% W %*% X
  adjusted <- c(Phi + 2 * Phi %*% ((Q - P %*% Phi %*% P) / information) %*% Phi)
  df <- 2 * information / (adjusted * c(P))^2
  b <- c(Phi %*% t(X) %*% W %*% d$yi)
  se <- sqrt(adjusted)
  reach <- function(df) qt(0.975, df)
  out <- list(b = b, se = se, df = df, ci_lb = b - reach(df) * se, ci_ub = b + reach(df) * se,
    pval = 2 * pt(-abs(b / se), df))
  if (df > 1) {
    out$pi_lb <- b - reach(df - 1) * sqrt(adjusted + tau2)
    out$pi_ub <- b + reach(df - 1) * sqrt(adjusted + tau2)
  }
  add("kenward_roger", name, list(), out)
  for (fewer in 0:1) if (df > fewer) {
    add("prediction", name, list(method = "REML", rule = c("KR", "KR-PR")[fewer + 1]),
      list(df = df - fewer, pi_lb = b - reach(df - fewer) * sqrt(adjusted + tau2),
        pi_ub = b + reach(df - fewer) * sqrt(adjusted + tau2)))
  }
}

# Prediction intervals as predict() of metafor has them, with the test's own quantile; with one
# degree of freedom fewer by the formula, around the same error of the mean.
for (name in setdiff(names(sets), "pair")) for (method in c("DL", "PM", "REML")) {
  d <- sets[[name]]
  k <- length(d$yi)
  by <- function(rule, fewer, test) {
    m <- rma(d$yi, d$vi, method = method, test = test, control = tight)
    p <- predict(m)
    limits <- list(pi_lb = p$pi.lb, pi_ub = p$pi.ub)
    if (fewer == 2) {
      away <- qt(0.975, k - 2) * sqrt(m$se^2 + m$tau2)
      limits <- list(pi_lb = c(m$beta) - away, pi_ub = c(m$beta) + away)
    }
    add("prediction", name, list(method = method, rule = rule),
      c(if (fewer > 0) list(df = k - fewer), limits))
  }
  by("S", 0, "z"); by("V", 1, "t"); by("HTS", 2, "t"); by("HK", 1, "knha"); by("HK-PR", 2, "knha")
}

# One variance for all subgroups: that of a meta-regression, given to each subgroup's fit.
for (name in setdiff(names(sets), "pair")) for (method in c("DL", "REML")) for (test in c("z", "knha")) {
  d <- sets[[name]]
  whole <- rma(d$yi, d$vi, mods = ~ factor(d$group), method = method, control = tight)
  groups <- unique(d$group)
  fits <- lapply(groups, function(g) {
    here <- d$group == g
    rma(d$yi[here], d$vi[here], tau2 = whole$tau2, test = if (sum(here) > 1) test else "z")
  })
  means <- sapply(fits, function(m) c(m$beta)); ses <- sapply(fits, function(m) m$se)
  between <- rma(means, sei = ses, method = "EE")
  add("shared_spread", name, list(method = method, test = test), list(tau2 = whole$tau2,
    QE = whole$QE, b = means, se = ses, ci_lb = sapply(fits, function(m) m$ci.lb),
    ci_ub = sapply(fits, function(m) m$ci.ub), Q = between$QE, Qp = between$QEp))
}

# Higgins and Thompson (2002): limits of H from Q.
for (level in c(0.95, 0.9)) for (df in c(1, 2, 6, 30)) for (times in c(0.2, 1, 1.4, 5)) {
  Q <- times * df
  k <- df + 1
  if (Q <= k && k <= 2) next
  se <- if (Q > k) 0.5 * (log(Q) - log(k - 1)) / (sqrt(2 * Q) - sqrt(2 * k - 3)) else
    sqrt(1 / (2 * (k - 2)) * (1 - 1 / (3 * (k - 2)^2)))
  # The middle is cut off at 1 as the limits are: meta 8.3.0 and netmeta 3.4.0 print so.
  H <- pmax(1, exp(log(max(1, sqrt(Q / df))) + c(-1, 1) * qnorm((1 + level) / 2) * se))
  add("inconsistency", paste(Q), list(Q = Q, df = df, level = level), list(H2 = H^2,
    I2 = 100 * (H^2 - 1) / H^2))
}

# Single proportions and rates by base R.
counts <- list(x = c(0, 1, 5, 10, 37, 40, 3), n = c(10, 10, 10, 10, 40, 40, 2000))
for (level in c(0.95, 0.9)) {
  both <- function(f) {
    found <- suppressWarnings(mapply(f, counts$x, counts$n))
    list(low = found[1, ], high = found[2, ])
  }
  z <- qnorm((1 + level) / 2)
  add("share", "counts", list(rule = "CP", level = level),
    both(function(x, n) binom.test(x, n, conf.level = level)$conf.int))
  add("share", "counts", list(rule = "WS", level = level),
    both(function(x, n) prop.test(x, n, conf.level = level, correct = FALSE)$conf.int))
  add("share", "counts", list(rule = "WSCC", level = level),
    # Newcombe (1998), method 4. prop.test() has no correction where half of all had the event.
    both(function(x, n) {
      p <- x / n; q <- 1 - p
      c(if (x == 0) 0 else (2 * x + z^2 - 1 - z * sqrt(z^2 - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + z^2)),
        if (x == n) 1 else (2 * x + z^2 + 1 + z * sqrt(z^2 + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + z^2)))
    }))
  add("share", "counts", list(rule = "AC", level = level), both(function(x, n) {
    p <- (x + z^2 / 2) / (n + z^2); p + c(-1, 1) * z * sqrt(p * (1 - p) / (n + z^2))
  }))
  add("share", "counts", list(rule = "SA", level = level), both(function(x, n) {
    x / n + c(-1, 1) * z * sqrt(x / n * (1 - x / n) / n)
  }))
  add("share", "counts", list(rule = "SACC", level = level), both(function(x, n) {
    x / n + c(-1, 1) * (z * sqrt(x / n * (1 - x / n) / n) + 0.5 / n)
  }))
  add("rate", "counts", list(level = level),
    both(function(x, n) poisson.test(x, n, conf.level = level)$conf.int))
}

# DerSimonian and Laird's estimator around Mantel and Haenszel's mean, as RevMan 5 has it.
for (measure in c("OR", "RR", "RD")) for (name in c("dat.bcg", "dat.yusuf1985", "dat.nielweise2007")) {
  d <- get(name)
  d <- switch(name,
    dat.bcg = data.frame(ai = d$tpos, n1i = d$tpos + d$tneg, ci = d$cpos, n2i = d$cpos + d$cneg),
    dat.nielweise2007 = d[c("ai", "n1i", "ci", "n2i")],
    dat.yusuf1985 = subset(d, table == "6")[c("ai", "n1i", "ci", "n2i")])
  d <- na.omit(d)
  mh <- rma.mh(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, correct = FALSE)
  es <- escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, drop00 = TRUE)
  es <- es[!is.na(es$yi), ]
  wi <- 1 / es$vi
  Q <- sum(wi * (es$yi - c(mh$beta))^2)
  tau2 <- max(0, (Q - (length(wi) - 1)) / (sum(wi) - sum(wi^2) / sum(wi)))
  re <- rma(es$yi, es$vi, tau2 = tau2)
  add("around_mh", name, list(measure = measure), list(tau2 = tau2, Q = Q, common = c(mh$beta),
    b = c(re$beta), se = re$se, ci_lb = re$ci.lb, ci_ub = re$ci.ub, data = as.list(d)))
}

write_json(list(
  what = "Methods of R's meta package, by metafor, base R and the papers' formulas",
  script = "validation/r/meta_methods.R", R = R.version.string,
  pkg = list(metafor = as.character(packageVersion("metafor")),
    metadat = as.character(packageVersion("metadat"))),
  inputs = c(sets, list(counts = counts)), cases = cases
), "tests/golden/meta_methods.json", digits = NA, auto_unbox = TRUE, pretty = FALSE, null = "null")
