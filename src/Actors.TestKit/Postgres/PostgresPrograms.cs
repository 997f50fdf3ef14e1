using System.Diagnostics;
using System.Globalization;
using Actors.TestKit.Processes;

namespace Actors.TestKit.Postgres;

/// <summary>Finds and runs PostgreSQL's programs; they refuse to run as root, so then they run as the user postgres.</summary>
internal sealed class PostgresPrograms
{
    private readonly string _programs;
    private readonly IReadOnlyList<string> _launcher;

    private PostgresPrograms(string programs, IReadOnlyList<string> launcher)
    {
        _programs = programs;
        _launcher = launcher;
    }

    /// <summary>Finds the newest installed version.</summary>
    /// <param name="launcher">Put before the words of each program.</param>
    /// <exception cref="InvalidOperationException">None is installed.</exception>
    public static PostgresPrograms Find(IReadOnlyList<string> launcher)
    {
        const string root = "/usr/lib/postgresql";
        var newest = Directory.Exists(root)
            ? Directory.GetDirectories(root)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .MaxBy(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0)
            : null;
        return newest is null
            ? throw new InvalidOperationException(
                $"These tests need PostgreSQL, and there is none in {root}. './actors test' installs it; "
                + "on Debian 'apt-get install -y postgresql' does.")
            : new PostgresPrograms(Path.Combine(newest, "bin"), launcher);
    }

    /// <summary>Creates an empty folder that the server's user owns.</summary>
    public static string CreateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("actors-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = ProcessStarts.Start("chown", ["postgres:", folder]);
            chown.WaitForExit();
        }

        return folder;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It fails; the message has its output.</exception>
    public async Task Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // The output goes to a file: a server that inherits a pipe would keep it open, and its reader waiting, for ever.
        var output = Path.GetTempFileName();
        try
        {
            using var process = ProcessStarts.Start(StartInfo(program, arguments, output));
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                var text = await File.ReadAllTextAsync(output, cancellationToken).ConfigureAwait(false);
                throw new InvalidOperationException($"PostgreSQL's {program} ended with {process.ExitCode}: {text.Trim()}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }

    private ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, string output)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(output);
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];
        foreach (var word in _launcher.Concat(user))
        {
            start.ArgumentList.Add(word);
        }

        start.ArgumentList.Add(Path.Combine(_programs, program));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
