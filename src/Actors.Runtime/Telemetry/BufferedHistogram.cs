using System.Diagnostics.Metrics;
using System.Numerics;

namespace Actors.Runtime.Telemetry;

/// <summary>
/// Hands values to a histogram some hundred at a time: a listener guards its buckets with a lock, which processors that record one value
/// each take from one another again and again. Whoever collects calls <see cref="Flush"/> first. Thread-safe.
/// </summary>
internal sealed class BufferedHistogram
{
    private readonly Histogram<double> _histogram;
    private readonly Buffer[] _buffers;

    /// <param name="histogram">Gets the values.</param>
    public BufferedHistogram(Histogram<double> histogram)
    {
        _histogram = histogram;
        _buffers = new Buffer[BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, 16))];
        for (var i = 0; i < _buffers.Length; i++)
        {
            _buffers[i] = new Buffer(histogram);
        }
    }

    /// <summary>Whether somebody listens.</summary>
    public bool Enabled => _histogram.Enabled;

    /// <summary>Takes a value.</summary>
    public void Record(double value) => _buffers[Thread.GetCurrentProcessorId() & (_buffers.Length - 1)].Add(value);

    /// <summary>Hands over what waits.</summary>
    public void Flush()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Flush();
        }
    }

    private sealed class Buffer(Histogram<double> histogram)
    {
        private readonly Lock _gate = new();
        private readonly double[] _values = new double[256];
        private int _count;

        public void Add(double value)
        {
            lock (_gate)
            {
                _values[_count++] = value;
                if (_count == _values.Length)
                {
                    HandOver();
                }
            }
        }

        public void Flush()
        {
            lock (_gate)
            {
                HandOver();
            }
        }

        private void HandOver()
        {
            foreach (var value in _values.AsSpan(0, _count))
            {
                histogram.Record(value);
            }

            _count = 0;
        }
    }
}
