# Small-study effects: metafor's regtest, ranktest, trimfill, fsn, tes and selmodel, and what has no
# Debian package written out with lm() and optim(): Harbord, Peters, Deeks, Macaskill and Pustejovsky
# and Rodgers, PET-PEESE, UWLS and WAAP, the limit meta-analysis, p-uniform, p-uniform* and p-curve.
# Writes tests/golden/small_study.json. Run from the top of the repository:
#   Rscript validation/r/small_study.R

suppressMessages(library(metafor))
library(jsonlite)
library(numDeriv)

tight <- list(threshold = 1e-13, tol = 1e-13, maxiter = 100000, stepadj = 0.5)
keep <- function(d, columns) as.list(as.data.frame(d)[columns])

inputs <- list()
binary <- function(d) {
  e <- escalc("OR", ai = ai, bi = bi, ci = ci, di = di, data = d)
  list(yi = c(e$yi), vi = c(e$vi), ni = d$ai + d$bi + d$ci + d$di,
       ai = d$ai, bi = d$bi, ci = d$ci, di = d$di)
}
bcg <- with(dat.bcg, data.frame(ai = tpos, bi = tneg, ci = cpos, di = cneg))
inputs$bcg <- binary(bcg)
preston <- data.frame(ai = c(4, 34, 7, 6, 1, 11, 2, 33), n1 = c(19, 341, 71, 45, 94, 88, 82, 221),
                      ci = c(5, 50, 16, 5, 8, 12, 7, 43), n2 = c(19, 334, 69, 44, 96, 82, 84, 218))
inputs$preston <- binary(with(preston, data.frame(ai, bi = n1 - ai, ci, di = n2 - ci)))
hack <- dat.hackshaw1998
inputs$hackshaw <- list(yi = hack$yi, vi = hack$vi)
raud <- dat.raudenbush1985
inputs$raudenbush <- list(yi = raud$yi, vi = raud$vi, ni = raud$n1i + raud$n2i, n1i = raud$n1i, n2i = raud$n2i)
norm <- escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
inputs$normand <- list(yi = c(norm$yi), vi = c(norm$vi), ni = norm$n1i + norm$n2i, n1i = norm$n1i, n2i = norm$n2i)
mcd <- escalc("ZCOR", ri = ri, ni = ni, data = dat.mcdaniel1994)
inputs$mcdaniel <- list(yi = c(mcd$yi), vi = c(mcd$vi), ni = mcd$ni)
inputs$baskerville <- list(
  yi = c(1.01, 0.82, 0.59, 0.44, 0.84, 0.73, 1.12, 0.04, 0.24, 0.32, 1.04, 1.31, 0.59, 0.66, 0.62, 0.47,
         1.08, 0.98, 0.26, 0.39, 0.60, 0.94, 0.11),
  vi = c(0.52, 0.46, 0.23, 0.18, 0.29, 0.29, 0.36, 0.37, 0.15, 0.40, 0.32, 0.57, 0.29, 0.19, 0.31, 0.27,
         0.32, 0.32, 0.18, 0.18, 0.31, 0.53, 0.27)^2)
# Ties in effects and in variances, three studies, equal effects shifted, and a set without asymmetry.
inputs$ties <- list(yi = c(0.1, 0.3, 0.3, 0.5, 0.1, 0.7, 0.2, 0.9), vi = c(0.01, 0.02, 0.02, 0.04, 0.01, 0.04, 0.02, 0.08),
                    ni = c(400, 200, 200, 100, 400, 100, 200, 50))
inputs$three <- list(yi = c(0.2, 0.5, -0.1), vi = c(0.04, 0.09, 0.02), ni = c(100, 44, 200))
inputs$symmetric <- list(yi = c(-0.6, 0.6, -0.3, 0.3, -0.1, 0.1, 0), vi = c(0.16, 0.16, 0.04, 0.04, 0.01, 0.01, 0.005),
                         ni = c(25, 25, 100, 100, 400, 400, 800))
inputs$minus_hackshaw <- list(yi = -hack$yi, vi = hack$vi)

cases <- list()
add <- function(family, input, call, args, out) {
  cases[[length(cases) + 1]] <<- list(
    id = paste(c(family, input, unlist(args)), collapse = "/"), family = family, input = input,
    call = call, args = args, out = out)
}
number <- function(x) if (is.null(x)) NULL else unname(c(x))

# --- regression tests -------------------------------------------------------------------------
for (name in names(inputs)) {
  d <- inputs[[name]]
  k <- length(d$yi)
  for (model in c("lm", "rma")) for (predictor in c("sei", "vi", "ni", "ninv", "sqrtni", "sqrtninv")) {
    if (is.null(d$ni) && !(predictor %in% c("sei", "vi"))) next
    people <- if (is.null(d$ni)) list() else list(ni = d$ni)
    settings <- if (model == "lm") list(c("", "")) else list(c("REML", "z"), c("REML", "knha"), c("DL", "z"), c("EE", "z"), c("PM", "t"))
    for (s in settings) {
      res <- if (model == "lm") do.call(regtest, c(list(d$yi, d$vi, model = "lm", predictor = predictor, ret.fit = TRUE), people))
      else {
        fit <- do.call(rma, c(list(d$yi, d$vi, method = s[1], test = s[2], control = tight), people))
        regtest(fit, model = "rma", predictor = predictor, ret.fit = TRUE)
      }
      b <- if (model == "lm") coef(summary(res$fit)) else cbind(c(res$fit$beta), res$fit$se)
      add("regtest", name, "regtest(yi, vi, ni, model, predictor, method, test)",
          list(model = model, predictor = predictor, method = s[1], test = s[2]),
          list(statistic = number(res$zval), p_value = number(res$pval), df = if (model == "lm") res$ddf else if (s[2] %in% c("knha", "t")) res$fit$ddf else NULL,
               intercept = b[1, 1], intercept_se = b[1, 2], slope = b[2, 1], slope_se = b[2, 2],
               tau2 = if (model == "lm") NULL else res$fit$tau2,
               limit = number(res$est), limit_low = number(res$ci.lb), limit_high = number(res$ci.ub)))
    }
  }
}

# --- regression tests of counts and of group sizes ---------------------------------------------
straight <- function(y, x, w) {
  b <- coef(summary(lm(y ~ x, weights = w)))
  list(statistic = b[2, 3], p_value = b[2, 4], df = length(y) - 2, intercept = b[1, 1], intercept_se = b[1, 2],
       slope = b[2, 1], slope_se = b[2, 2])
}
for (name in c("bcg", "preston")) with(lapply(inputs[[name]], as.numeric), {
  n1 <- ai + bi; n2 <- ci + di; n <- n1 + n2; events <- ai + ci; others <- bi + di
  Z <- ai - events * n1 / n
  V <- n1 * n2 * events * others / (n^2 * (n - 1))
  add("harbord", name, "lm(Z/V ~ I(1/sqrt(V)), weights = V), odds ratio", list(measure = "OR"), straight(Z / V, 1 / sqrt(V), V))
  Zr <- (ai * n - events * n1) / others
  Vr <- n1 * n2 * events / (n * others)
  add("harbord", name, "lm(Z/V ~ I(1/sqrt(V)), weights = V), risk ratio", list(measure = "RR"), straight(Zr / Vr, 1 / sqrt(Vr), Vr))
  w <- 1 / (1 / events + 1 / others)
  add("peters", name, "lm(yi ~ I(1/n), weights = 1/(1/events + 1/nonevents))", list(), straight(yi, 1 / n, w))
  add("macaskill", name, "lm(yi ~ n, weights = 1/(1/events + 1/nonevents))", list(), straight(yi, n, w))
  ess <- 4 * n1 * n2 / n
  add("deeks", name, "lm(yi ~ I(1/sqrt(ESS)), weights = ESS)", list(), straight(yi, 1 / sqrt(ess), ess))
  add("arcsine", name, "lm(AS ~ sei, weights = 1/vi), arcsine difference", list(), {
    e <- escalc("AS", ai = ai, bi = bi, ci = ci, di = di); straight(c(e$yi), sqrt(c(e$vi)), 1 / c(e$vi)) })
})
for (name in c("raudenbush", "normand")) with(inputs[[name]], {
  predictor <- sqrt(1 / n1i + 1 / n2i)
  add("modified_se", name, "lm(yi ~ sqrt(1/n1 + 1/n2), weights = 1/vi)", list(model = "lm"), straight(yi, predictor, 1 / vi))
  res <- rma(yi, vi, mods = ~ predictor, method = "REML", control = tight)
  add("modified_se", name, "rma(yi, vi, mods = ~ sqrt(1/n1 + 1/n2))", list(model = "rma"),
      list(statistic = res$zval[2], p_value = res$pval[2], df = NULL, intercept = res$beta[1], intercept_se = res$se[1],
           slope = res$beta[2], slope_se = res$se[2]))
})

# --- rank test -----------------------------------------------------------------------------------
for (name in names(inputs)) for (exact in c(TRUE, FALSE)) {
  res <- suppressWarnings(ranktest(inputs[[name]]$yi, inputs[[name]]$vi, exact = exact))
  add("ranktest", name, "ranktest(yi, vi, exact)", list(exact = exact), list(tau = number(res$tau), p_value = number(res$pval)))
}

# --- trim and fill -------------------------------------------------------------------------------
for (name in names(inputs)) for (method in c("EE", "DL", "REML")) {
  d <- inputs[[name]]
  res <- tryCatch(rma(d$yi, d$vi, method = method, control = tight), error = function(e) NULL)
  if (is.null(res)) next
  for (estimator in c("L0", "R0", "Q0")) for (side in c("", "left", "right")) {
    tf <- tryCatch(if (side == "") suppressWarnings(trimfill(res, estimator = estimator, control = tight))
                   else suppressWarnings(trimfill(res, estimator = estimator, side = side, control = tight)), error = function(e) e)
    out <- if (inherits(tf, "error")) list(error = conditionMessage(tf)) else
      list(k0 = tf$k0, se_k0 = tf$se.k0, side = tf$side, p_k0 = tf$p.k0, estimate = tf$beta[1], se = tf$se, ci_low = tf$ci.lb,
           ci_high = tf$ci.ub, p_value = tf$pval, tau2 = tf$tau2, q = tf$QE, filled_yi = number(tf$yi[tf$fill]), filled_vi = number(tf$vi[tf$fill]))
    add("trimfill", name, "trimfill(rma(yi, vi, method), estimator, side)", list(method = method, estimator = estimator, side = side), out)
  }
}

# --- fail-safe N ----------------------------------------------------------------------------------
for (name in names(inputs)) for (alpha in c(0.05, 0.01)) {
  d <- inputs[[name]]
  res <- fsn(d$yi, d$vi, type = "Rosenthal", alpha = alpha)
  add("fsn", name, "fsn(yi, vi, type = 'Rosenthal', alpha)", list(type = "Rosenthal", alpha = alpha), list(n = res$fsnum, p_value = res$pval))
  res <- fsn(d$yi, d$vi, type = "Rosenthal", test = "Fisher", alpha = alpha)
  add("fsn", name, "fsn(yi, vi, type = 'Rosenthal', test = 'Fisher', alpha)", list(type = "Fisher", alpha = alpha), list(n = res$fsnum, p_value = res$pval, counted = {
    # fsn's search runs on a function with jumps (whole numbers in the sum, fractions in the degrees of freedom).
    p <- pnorm(abs(d$yi / sqrt(d$vi)), lower.tail = FALSE)
    above <- function(n) pchisq(-2 * sum(log(p)) + 2 * n * log(2), 2 * (length(p) + n), lower.tail = FALSE)
    n <- 0; while (above(n) < alpha) n <- n + 1; n }))
  res <- fsn(d$yi, d$vi, type = "Rosenberg", alpha = alpha)
  add("fsn", name, "fsn(yi, vi, type = 'Rosenberg', alpha)", list(type = "Rosenberg", alpha = alpha), list(n = res$fsnum, p_value = res$pval, estimate = res$meanes))
}
for (name in names(inputs)) for (weighted in c(FALSE, TRUE)) for (target in c(0.05, 0.2)) {
  d <- inputs[[name]]
  res <- fsn(d$yi, d$vi, type = "Orwin", target = target, weighted = weighted)
  add("fsn", name, "fsn(yi, vi, type = 'Orwin', target, weighted)", list(type = "Orwin", weighted = weighted, target = target), list(n = res$fsnum, estimate = res$meanes))
}

# --- test of excess significance --------------------------------------------------------------------
for (name in names(inputs)) {
  d <- inputs[[name]]
  dl <- rma(d$yi, d$vi, method = "DL")
  for (alternative in c("two.sided", "greater", "less")) for (random in c(FALSE, TRUE)) {
    for (test in c("exact", "chi2", "binom")) {
      if (test == "exact" && length(d$yi) > 16) next
      args <- list(d$yi, vi = d$vi, alternative = alternative, test = test, progbar = FALSE, rel.tol = 1e-11)
      if (random) args <- c(args, list(theta = c(dl$beta), tau2 = dl$tau2))
      for (tes.alternative in c("greater", "less", "two.sided")) {
        res <- do.call(tes, c(args, list(tes.alternative = tes.alternative, find.lim = FALSE)))
        add("tes", name, "tes(yi, vi, alternative, theta, tau2, test, tes.alternative)",
            list(alternative = alternative, random = random, test = test, tes_alternative = tes.alternative),
            list(observed = res$O, expected = res$E, statistic = res$X2, p_value = res$pval, power = res$power, theta = res$theta,
                 tau2 = if (random) dl$tau2 else 0))
      }
    }
  }
}
for (name in c("bcg", "hackshaw", "baskerville", "normand")) {
  d <- inputs[[name]]
  res <- tes(d$yi, vi = d$vi, test = "chi2", progbar = FALSE)
  add("tes_limit", name, "tes(yi, vi, test = 'chi2')$theta.lim", list(), list(limit = number(res$theta.lim)))
}

# --- selection models --------------------------------------------------------------------------------
# integrate() and BFGS are asked for more digits than by default, from metafor's own starting values.
fine <- list(reltol = 1e-11, maxit = 300, intCtrl = list(rel.tol = 1e-7, subdivisions = 1000L))
models <- list(
  list(type = "stepfun", steps = 0.025), list(type = "stepfun", steps = c(0.025, 0.5)), list(type = "stepfun", steps = 0.05),
  list(type = "stepfun", steps = c(0.05, 0.1, 0.5)), list(type = "beta"), list(type = "halfnorm"), list(type = "negexp"),
  list(type = "logistic"), list(type = "power"), list(type = "halfnorm", steps = 0.05), list(type = "negexp", steps = 0.05),
  list(type = "logistic", steps = 0.05), list(type = "power", steps = 0.05), list(type = "halfnorm", prec = "sei"),
  list(type = "negexp", prec = "vi"), list(type = "logistic", prec = "sei", steps = 0.05), list(type = "negexppow"))
for (name in c("hackshaw", "baskerville", "preston", "bcg", "minus_hackshaw", "normand")) for (method in c("ML", "EE")) for (m in models) {
  d <- inputs[[name]]
  alternatives <- if (name %in% c("preston", "bcg", "minus_hackshaw", "normand")) c("less", "two.sided") else c("greater", "two.sided")
  # One integral a study and step of the search makes smooth functions slow: eight studies, and two-sided for some.
  if (m$type != "stepfun") {
    if (name != "preston") next
    alternatives <- if (method == "EE" && m$type %in% c("beta", "halfnorm", "power")) c("less", "two.sided") else "less"
  }
  for (alternative in alternatives) {
    res <- rma(d$yi, d$vi, method = method, control = tight)
    args <- c(list(res, alternative = alternative, control = fine), m)
    warned <- character()
    sel <- tryCatch(withCallingHandlers(do.call(selmodel, args), warning = function(w) { warned <<- c(warned, conditionMessage(w)); invokeRestart("muffleWarning") }), error = function(e) e)
    out <- if (inherits(sel, "error")) list(error = conditionMessage(sel)) else
      list(estimate = sel$beta[1], se = sel$se[1], tau2 = sel$tau2, se_tau2 = sel$se.tau2, delta = sel$delta, se_delta = sel$se.delta, ll = sel$ll,
           ll0 = sel$ll0, lrt = sel$LRT, lrt_df = sel$LRTdf, lrt_p = sel$LRTp, lrt_tau2 = sel$LRT.tau2, aic = sel$fit.stats["AIC", "ML"],
           bic = sel$fit.stats["BIC", "ML"], aicc = sel$fit.stats["AICc", "ML"], counts = if (is.data.frame(sel$ptable)) sel$ptable$k else NULL)
    add("selmodel", name, "selmodel(rma(yi, vi, method), type, alternative, steps, prec)", c(list(method = method, alternative = alternative), m), c(out, list(warnings = warned)))
  }
}
vw <- c(0.005, 0.01, 0.05, 0.10, 0.25, 0.35, 0.50, 0.65, 0.75, 0.90, 0.95, 0.99, 0.995, 1)
weights <- list(moderate_one = c(1, 0.99, 0.95, 0.80, 0.75, 0.65, 0.60, 0.55, 0.50, 0.50, 0.50, 0.50, 0.50, 0.50),
                severe_one = c(1, 0.99, 0.90, 0.75, 0.60, 0.50, 0.40, 0.35, 0.30, 0.25, 0.10, 0.10, 0.10, 0.10),
                moderate_two = c(1, 0.99, 0.95, 0.90, 0.80, 0.75, 0.60, 0.60, 0.75, 0.80, 0.90, 0.95, 0.99, 1.00),
                severe_two = c(1, 0.99, 0.90, 0.75, 0.60, 0.50, 0.25, 0.25, 0.50, 0.60, 0.75, 0.90, 0.99, 1.00))
cohen <- escalc("ZCOR", ri = ri, ni = ni, data = dat.cohen1981[c(1, 4, 5)])
inputs$cohen <- list(yi = c(cohen$yi), vi = c(cohen$vi), ni = cohen$ni)
for (w in names(weights)) {
  sel <- selmodel(rma(inputs$cohen$yi, inputs$cohen$vi, method = "ML", control = tight), type = "stepfun", steps = vw, delta = weights[[w]],
                  skipintcheck = TRUE, defmap = TRUE, control = fine)
  add("selmodel_fixed", "cohen", "selmodel(rma(yi, vi, method = 'ML'), type = 'stepfun', steps, delta)", list(weights = w),
      list(estimate = sel$beta[1], se = sel$se[1], tau2 = sel$tau2, ll = sel$ll, steps = vw, delta = weights[[w]]))
}
res <- rma(inputs$baskerville$yi, inputs$baskerville$vi, mods = ~ xi, method = "ML", control = tight,
           data = list(xi = c(1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1)))
sel <- selmodel(res, type = "stepfun", steps = 0.025, control = fine)
add("selmodel_moderator", "baskerville", "selmodel(rma(yi, vi, mods = ~ xi), type = 'stepfun', steps = 0.025)", list(xi = res$X[, 2]),
    list(estimate = number(sel$beta), se = number(sel$se), tau2 = sel$tau2, delta = sel$delta, lrt = sel$LRT, ll = sel$ll))

# --- PET-PEESE, UWLS, WAAP ----------------------------------------------------------------------------
for (name in names(inputs)) {
  d <- inputs[[name]]; k <- length(d$yi)
  one <- function(x) { f <- lm(d$yi ~ x, weights = 1 / d$vi); b <- coef(summary(f)); ci <- confint(f)
    list(estimate = b[1, 1], se = b[1, 2], statistic = b[1, 3], p_value = b[1, 4], ci_low = ci[1, 1], ci_high = ci[1, 2], slope = b[2, 1], slope_p = b[2, 4]) }
  uwls <- function(y, v) { f <- lm(y ~ 1, weights = 1 / v); b <- coef(summary(f)); ci <- confint(f)
    list(estimate = b[1, 1], se = b[1, 2], ci_low = ci[1, 1], ci_high = ci[1, 2], p_value = b[1, 4], k = length(y)) }
  all <- uwls(d$yi, d$vi)
  powered <- sqrt(d$vi) <= abs(all$estimate) / (qnorm(0.975) + qnorm(0.8))
  add("pet_peese", name, "lm(yi ~ sei or vi, weights = 1/vi)", list(), list(pet = one(sqrt(d$vi)), peese = one(d$vi)))
  add("waap", name, "lm(yi ~ 1, weights = 1/vi), all and adequately powered", list(),
      list(all = all, powered = which(powered) - 1, waap = if (sum(powered) > 1) uwls(d$yi[powered], d$vi[powered]) else NULL))
}

# --- limit meta-analysis ---------------------------------------------------------------------------------
# Ruecker et al. 2011: radial regression on sqrt(vi + tau2), and effects of infinitely precise studies.
for (name in names(inputs)) for (method in c("DL", "REML")) {
  d <- inputs[[name]]; k <- length(d$yi)
  tau2 <- rma(d$yi, d$vi, method = method, control = tight)$tau2
  s <- sqrt(d$vi + tau2)
  r <- lm(I(yi / s) ~ I(1 / s), data = d)
  f <- lm(I(yi / sqrt(vi)) ~ I(1 / sqrt(vi)), data = d)
  alpha <- coef(r)[[1]]; beta <- coef(r)[[2]]
  lim <- beta + sqrt(tau2 / (d$vi + tau2)) * (d$yi - beta)
  l <- lm(I(lim / sqrt(vi)) ~ I(1 / sqrt(vi)), data = d)
  w <- 1 / d$vi
  add("limit", name, "lm on the generalised radial plot", list(method = method),
      list(tau2 = tau2, intercept = alpha, slope = beta, limits = lim,
           beta0 = beta + sqrt(tau2) * alpha, beta0_se = 1 / sd(1 / sqrt(d$vi)) / sqrt(k - 1),
           betalim = coef(l)[[2]], betalim_se = sqrt(vcov(l)[2, 2]) , mulim = sum(w * lim) / sum(w), mulim_se = sqrt(1 / sum(w)),
           q = sum(w * (d$yi - sum(w * d$yi) / sum(w))^2), q_residual = sum(residuals(f)^2), g_squared = 1 - summary(l)$r.squared))
}

# --- p-uniform, p-uniform* and p-curve ----------------------------------------------------------------------
high_tail <- function(a, b) pnorm(a, lower.tail = FALSE, log.p = TRUE) - pnorm(b, lower.tail = FALSE, log.p = TRUE)
for (name in c("hackshaw", "baskerville", "raudenbush", "mcdaniel", "ties", "cohen")) {
  d <- inputs[[name]]; s <- sqrt(d$vi); cv <- qnorm(0.975) * s
  sig <- d$yi > cv
  if (sum(sig) < 2) next
  # p-uniform: conditional p-values uniform at the effect; sum k/2 (P) or -sum(log) k (LNP).
  lq <- function(mu) high_tail((d$yi[sig] - mu) / s[sig], (cv[sig] - mu) / s[sig])
  root <- function(g) uniroot(g, c(-3, 3), tol = 1e-14, extendInt = "yes", maxiter = 1000)$root
  m <- sum(sig)
  hall <- function(x) { j <- 0:floor(x); sum((-1)^j * choose(m, j) * (x - j)^m) / factorial(m) }
  bounds <- if (m <= 12) { hi <- uniroot(function(x) hall(x) - 0.025, c(1e-9, m / 2), tol = 1e-14)$root; c(hi, m - hi) } else NULL
  add("p_uniform", name, "uniroot on conditional p-values, one-sided 0.025", list(),
      list(k = m, p = root(function(mu) sum(exp(lq(mu))) - m / 2), lnp = root(function(mu) -sum(lq(mu)) - m),
           low = if (is.null(bounds)) NULL else root(function(mu) sum(exp(lq(mu))) - bounds[1]),
           high = if (is.null(bounds)) NULL else root(function(mu) sum(exp(lq(mu))) - bounds[2])))
  # p-uniform*: significant and other results each truncated at the critical value.
  ll <- function(mu, tau2) { S <- sqrt(d$vi + tau2); z <- (cv - mu) / S
    sum(dnorm(d$yi, mu, S, log = TRUE) - ifelse(sig, pnorm(z, lower.tail = FALSE, log.p = TRUE), pnorm(z, log.p = TRUE))) }
  best <- NULL
  for (m0 in c(0, mean(d$yi))) for (t0 in c(-1, -4, -9)) {
    o <- optim(c(m0, t0), function(x) -ll(x[1], exp(x[2])), method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))
    o <- optim(o$par, function(x) -ll(x[1], exp(x[2])), method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))
    if (is.null(best) || o$value < best$value) best <- o
  }
  zero <- optimize(function(mu) ll(mu, 0), c(-3, 3), maximum = TRUE, tol = 1e-10)
  tau2 <- exp(best$par[2]); mu <- best$par[1]; top <- -best$value
  if (zero$objective >= top - 1e-9) { tau2 <- 0; mu <- zero$maximum; top <- zero$objective }
  profile <- function(mu) max(optimize(function(t) ll(mu, exp(t)), c(-30, 3), maximum = TRUE, tol = 1e-10)$objective, ll(mu, 0))
  limit <- function(side) tryCatch(uniroot(function(x) 2 * (top - profile(mu + side * x)) - qchisq(0.95, 1), c(0, 3), tol = 1e-9)$root * side + mu, error = function(e) NULL)
  add("p_uniform_star", name, "optim on the two truncated densities, one-sided 0.025", list(),
      list(estimate = mu, tau2 = tau2, ll = top, lrt = 2 * (top - profile(0)), low = limit(-1), high = limit(1)))
  # p-curve (app 4): two-sided significant z-values; pp-values of right skew and of 33 % power.
  z <- abs(d$yi) / s; z <- z[z > qnorm(0.975)]
  curve <- function(z, at) {
    p <- 2 * pnorm(-z); right <- qnorm(p / at)
    crit <- qchisq(1 - 0.05, 1)
    power <- function(target) uniroot(function(ncp) pchisq(crit, 1, ncp, lower.tail = FALSE) - target, c(0, 100), tol = 1e-14)$root
    beyond <- function(z, mean) pnorm(z, mean, lower.tail = FALSE) + pnorm(-z, mean)
    mean <- sqrt(power(1 / 3))
    flat <- qnorm(beyond(z, mean) / beyond(qnorm(at / 2, lower.tail = FALSE), mean), lower.tail = FALSE)
    c(sum(right) / sqrt(length(z)), sum(flat) / sqrt(length(z)))
  }
  half <- z[2 * pnorm(-z) < 0.025]
  add("p_curve", name, "pnorm around the mean that gives 33 % power by pchisq", list(),
      list(k = length(z), k_half = length(half), full = curve(z, 0.05), half = if (length(half)) curve(half, 0.025) else NULL))
}

write(toJSON(list(what = "Small-study effects", script = "validation/r/small_study.R", R = R.version.string,
                  pkg = list(metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat")),
                             numDeriv = as.character(packageVersion("numDeriv"))),
                  inputs = inputs, cases = cases), auto_unbox = TRUE, digits = I(17), na = "null", null = "null"), "tests/golden/small_study.json")
cat(length(cases), "cases\n")
