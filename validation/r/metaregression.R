# Values for tests/golden/metaregression.json: moderators with the estimators, tests, weights,
# predictions, permutations and links that d_metareg.json has no cases of. Data from metadat (BCG:
# Colditz 1994; writing: Bangert-Drowns 2004), rounded where they were made up.
# Run from the root of the repository:
#   Rscript validation/r/metaregression.R
suppressPackageStartupMessages({
  library(metafor)
  library(jsonlite)
})
tight <- list(threshold = 1e-12, maxiter = 10000, tol = 1e-12)

bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
writing <- na.omit(dat.bangertdrowns2004[, c("yi", "vi", "length", "wic", "imag")])
settings <- list(
  bcg_line = list(data = bcg, mods = ~ablat),
  bcg_three = list(data = bcg, mods = ~ ablat + year + factor(alloc)),
  bcg_cells = list(data = bcg, mods = ~ 0 + factor(alloc)),
  writing = list(data = writing, mods = ~ length + wic)
)
plain <- function(x) unname(as.vector(x))

fitted_as <- function(res) {
  list(
    b = plain(res$b), se = res$se, statistic = plain(res$zval), p_value = plain(res$pval),
    ci_low = res$ci.lb, ci_high = res$ci.ub, vb = unname(res$vb), tau2 = res$tau2,
    se_tau2 = if (is.null(res$se.tau2)) NA else res$se.tau2,
    qm = res$QM, qmp = res$QMp, s2w = res$s2w, qe = res$QE, qep = res$QEp,
    ll = plain(logLik(res))
  )
}
one <- function(name, id, own = FALSE, ...) {
  from <- settings[[name]]
  dat <- from$data
  dat$w <- sqrt(seq_len(nrow(dat)) + 0.5)
  args <- list(
    yi = dat$yi, vi = dat$vi, mods = model.matrix(from$mods, dat), intercept = FALSE,
    control = tight, ...
  )
  if (own) args$weights <- dat$w
  res <- try(suppressWarnings(do.call(rma, args)), silent = TRUE)
  list(
    id = paste(name, id, sep = "/"), yi = plain(dat$yi), vi = plain(dat$vi), w = dat$w,
    x = unname(model.matrix(from$mods, dat)),
    out = if (inherits(res, "try-error")) NULL else fitted_as(res)
  )
}

cases <- list()
for (name in names(settings)) {
  for (method in c("HS", "HSk", "SJIT", "PMM", "HE", "DL", "SJ", "PM", "EB", "ML", "REML")) {
    for (test in c("t", "adhoc")) {
      case <- one(name, paste(method, test, sep = "/"), method = method, test = test)
      cases[[length(cases) + 1]] <- c(case, list(method = method, test = test))
    }
  }
  case <- one(name, "GENQ", own = TRUE, method = "GENQ")
  cases[[length(cases) + 1]] <- c(case, list(method = "GENQ", test = "z", weights = "w"))
  for (test in c("z", "knha", "adhoc")) {
    case <- one(name, paste("weights", test), own = TRUE, method = "DL", test = test)
    cases[[length(cases) + 1]] <- c(case, list(method = "DL", test = test, weights = "w"))
    case <- one(name, paste("unweighted", test), method = "DL", test = test, weighted = FALSE)
    cases[[length(cases) + 1]] <- c(case, list(method = "DL", test = test, weights = "none"))
  }
  case <- one(name, "level", method = "DL", test = "knha", level = 80)
  cases[[length(cases) + 1]] <- c(case, list(method = "DL", test = "knha", level = 0.8))
}

# Without an intercept rma() subtracts the mean of the effects before it estimates tau2 and QE,
# which changes the model; rma.mv() does not.
origin <- list()
for (method in c("ML", "REML")) {
  res <- rma.mv(yi, vi, mods = ~ 0 + ablat, random = ~ 1 | trial, data = bcg, method = method)
  origin[[length(origin) + 1]] <- list(
    method = method, yi = plain(bcg$yi), vi = plain(bcg$vi), x = unname(res$X),
    b = plain(res$b), se = res$se, tau2 = res$sigma2, ll = plain(logLik(res)), qe = res$QE
  )
}

# Jackson's interval and the median-unbiased estimate: eigenvalues of the quadratic form, its
# distribution by Imhof's integral (1961, doi:10.1093/biomet/48.3-4.419).
above <- function(q, lambda) {
  integrand <- function(u) {
    vapply(u, function(one) {
      sin(sum(atan(lambda * one)) / 2 - q * one / 2) / (one * prod((1 + (lambda * one)^2)^0.25))
    }, 0)
  }
  edges <- (0:80) * 2 * pi / q
  pieces <- vapply(seq_len(80), function(i) {
    integrate(integrand, edges[i], edges[i + 1], rel.tol = 1e-11, abs.tol = 1e-13, stop.on.error = FALSE)$value
  }, 0)
  # The pieces come to alternate in sign: means of neighbouring sums are nearer the limit.
  sums <- cumsum(pieces)[41:80]
  while (length(sums) > 1) sums <- (sums[-1] + sums[-length(sums)]) / 2
  0.5 + sums / pi
}
where_likely <- function(yi, vi, wi, x, target) {
  k <- length(yi)
  P <- diag(wi) - diag(wi) %*% x %*% solve(t(x) %*% diag(wi) %*% x) %*% t(x) %*% diag(wi)
  q <- c(crossprod(yi, P %*% yi))
  excess <- function(tau2) {
    S <- diag(sqrt(vi + tau2)) %*% P %*% diag(sqrt(vi + tau2))
    lambda <- eigen(S, symmetric = TRUE, only.values = TRUE)$values[seq_len(k - ncol(x))]
    above(q, lambda) - target
  }
  if (excess(0) > 0) return(0)
  upper <- 0.1
  while (excess(upper) < 0) upper <- upper * 4
  uniroot(excess, c(0, upper), tol = 1e-13, maxiter = 1000)$root
}
intervals <- list()
for (name in names(settings)) {
  dat <- settings[[name]]$data
  x <- unname(model.matrix(settings[[name]]$mods, dat))
  w <- sqrt(seq_len(nrow(dat)) + 0.5)
  res <- rma(yi, vi, mods = x, intercept = FALSE, data = dat, method = "DL")
  ci <- confint(res, control = list(tol = 1e-14, maxiter = 1e6))$random
  intervals[[length(intervals) + 1]] <- list(
    id = name, yi = plain(dat$yi), vi = plain(dat$vi), w = w, x = x,
    q_profile = unname(ci[1, 2:3]),
    likely = vapply(c(0.025, 0.5, 0.975), function(at) where_likely(dat$yi, dat$vi, w, x, at), 0)
  )
}

predictions <- list()
for (test in c("z", "knha")) {
  for (type in c("riley", "t")) {
    res <- rma(yi, vi, mods = ~ablat, data = bcg, method = "DL", test = test)
    at <- predict(res, newmods = c(0, 33.5, 60), pi.type = type)
    predictions[[length(predictions) + 1]] <- list(
      id = paste(test, type), test = test, rule = type, yi = plain(bcg$yi), vi = plain(bcg$vi),
      x = unname(model.matrix(~ablat, bcg)), rows = cbind(1, c(0, 33.5, 60)),
      out = list(estimate = plain(at$pred), se = plain(at$se), ci_low = plain(at$ci.lb),
                 ci_high = plain(at$ci.ub), pi_low = plain(at$pi.lb), pi_high = plain(at$pi.ub))
    )
  }
}

small <- data.frame(
  yi = c(0.12, 0.55, -0.21, 0.73, 0.31, 0.05, 0.64), vi = c(4, 7, 3, 9, 5, 6, 8) / 100,
  x = c(1, 1, 2, 2, 2, 5, 5), g = c("a", "b", "a", "b", "a", "b", "b")
)
permutations <- list()
for (mods in c("~ x", "~ g", "~ x + g")) {
  for (test in c("z", "knha")) {
    res <- rma(yi, vi, mods = as.formula(mods), data = small, method = "DL", test = test)
    found <- permutest(res, exact = TRUE, progbar = FALSE)
    permutations[[length(permutations) + 1]] <- list(
      id = paste(mods, test), test = test, yi = small$yi, vi = small$vi,
      x = unname(model.matrix(as.formula(mods), small)), p_value = found$pval,
      omnibus = found$QMp, refits = nrow(found$zval.perm)
    )
  }
}

# The identity link, and a log link with weights of a t test; the optimiser as exact as it gets.
scales <- list()
for (link in c("log", "identity")) {
  for (method in c("ML", "REML")) {
    for (name in c("imag", "length")) {
      zi <- as.formula(paste("~", name))
      best <- NULL
      for (start in 1:4) {
        init <- if (link == "log") c(-2.5, 0) + c(0, 0.01) * start else c(0.02 + 0.02 * start, 0.001)
        res <- suppressWarnings(rma(
          yi, vi, mods = ~wic, scale = zi, data = writing, method = method, link = link, test = "t",
          control = list(
            optimizer = if (link == "log") "BFGS" else "constrOptim", alpha.init = init,
            reltol = 1e-15, maxit = 100000, outer.eps = 1e-14, scaleZ = FALSE
          )
        ))
        if (is.null(best) || logLik(res) > logLik(best)) best <- res
      }
      scales[[length(scales) + 1]] <- list(
        id = paste(link, method, name), link = link, method = method, yi = plain(writing$yi),
        vi = plain(writing$vi), x = unname(model.matrix(~wic, writing)),
        z = unname(model.matrix(zi, writing)),
        out = list(
          b = plain(best$b), se = best$se, alpha = plain(best$alpha), se_alpha = best$se.alpha,
          p_alpha = plain(best$pval.alpha), qs = best$QS, ll = plain(logLik(best)),
          tau2 = plain(best$tau2)
        )
      )
    }
  }
}

# d_metareg.json has no R2 in some cases; the models without moderators that it needs do exist.
golden <- fromJSON("tests/golden/d_metareg.json", simplifyVector = FALSE)
lost <- list()
for (case in golden$cases) {
  if (!grepl("^d/rma/", case$id) || !is.null(case$out$R2)) next
  input <- golden$inputs[[case$input]]
  res <- rma(unlist(input$yi), unlist(input$vi), method = case$args$method, control = tight)
  lost[[length(lost) + 1]] <- list(id = case$id, tau2 = res$tau2)
}

write_json(
  list(
    pkg = list(metafor = as.character(packageVersion("metafor"))), cases = cases, origin = origin,
    intervals = intervals, predictions = predictions, permutations = permutations,
    scales = scales, lost = lost
  ),
  "tests/golden/metaregression.json", digits = NA, auto_unbox = TRUE, na = "null", null = "null"
)
