<?php
// At /?paste=ADDRESS a post whose only line is that address, as WordPress renders it, followed by the requests that
// WordPress sent for it (JSON). WordPress's own files do it; there is no database.
//
//     WORDPRESS=/usr/share/wordpress php -S 127.0.0.1:8700 page.php

define('ABSPATH', rtrim(getenv('WORDPRESS'), '/') . '/');
define('HOME', "http://{$_SERVER['HTTP_HOST']}");
define('WP_CONTENT_DIR', __DIR__);
define('DISABLE_WP_CRON', true);
define('WP_DEBUG', false);

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('#^/wp-includes/[a-z0-9/.-]+\.js$#', $path)) {
    header('Content-Type: text/javascript');
    readfile(ABSPATH . $path);
    return;
}

$table_prefix = 'wp_';
require ABSPATH . 'wp-settings.php';

// By default WordPress asks nothing of its own machine, and nothing at unusual ports.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports, $host, $url) => [...$ports, parse_url($url, PHP_URL_PORT)], 10, 3);
$requests = [];
add_action('http_api_debug', function ($response, $context, $class, $arguments, $url) use (&$requests) {
    $requests[] = ['address' => $url, 'status' => wp_remote_retrieve_response_code($response)];
}, 10, 5);

$post = new WP_Post((object) ['ID' => 1, 'filter' => 'raw']);
$content = apply_filters('the_content', $_GET['paste']);
?>
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Post</title><?php wp_head(); ?></head>
<body>
<main><?= $content ?></main>
<script type="application/json" id="requests"><?= wp_json_encode($requests) ?></script>
<?php wp_footer(); ?>
</body>
</html>
